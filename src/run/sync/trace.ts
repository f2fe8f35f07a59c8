import type { Call } from '../../calls/expand.js';
import type { Single } from '../../ledger/entry.js';

/** An attempt is written down up to a reply time-out after its request has left, and clocks differ. */
const BEFORE_S = 60 + 90;

/** How long Plivo may keep a call in its queue: not documented, so well beyond what its calls per second let wait. */
const QUEUE_S = 60 * 60;

/** From a call's end until Plivo's list must have it. */
const RECORD_S = 30 * 60;

/** Plivo's own limits, where a call sets none: seconds of ringing and, from the answer, of talk. */
const DEFAULTS = { ring_timeout: 120, time_limit: 14_400 };

/** What is assumed of a call that has left its plan: the longest that Plivo lets any last. */
const LONGEST = { ring_timeout: 3600, time_limit: 86_400 };

/** How long Plivo keeps the records of calls. */
const KEPT_S = 90 * 24 * 60 * 60;

/** The times between which a call that came of an attempt must have begun. */
export function beginningOf({ at }: Pick<Single, 'at'>): { readonly first: Date; readonly last: Date } {
  return { first: after(at, -BEFORE_S), last: after(at, QUEUE_S) };
}

/**
 * The latest moment at which a call that came of an attempt could still ring, or be missing in Plivo's list of ended calls. `call` is the
 * planned call that was asked for, when the plan still has it.
 */
export function lastTraceOf({ at }: Pick<Single, 'at'>, call: Call | undefined): Date {
  const limits = call ? { ...DEFAULTS, ...call.parameters } : LONGEST;
  return after(at, QUEUE_S + limits.ring_timeout + limits.time_limit + RECORD_S);
}

/** Whether Plivo would still have the record of a call that came of an attempt. */
export function isStillKept({ at }: Pick<Single, 'at'>, now: Date): boolean {
  return now < after(at, KEPT_S);
}

function after(at: string, seconds: number): Date {
  return new Date(Date.parse(at) + seconds * 1000);
}
