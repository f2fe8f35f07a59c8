import type { Call } from '../calls/expand.js';
import type { Reason } from '../diagnostics/reasons.js';
import { canonicalAddress } from '../plan/address.js';
import { attemptsOf, keyOf, type Entry, type Entries, type Single } from '../ledger/entry.js';
import { redialOf } from './redial.js';
import { mayHaveRung, type Ending } from '../ledger/states.js';

/** What will happen to a call now: sent, skipped since it is done, left to a person, or held back by a guard. */
export type Action = 'send' | 'skip' | 'ask' | 'hold';

export interface Step {
  readonly call: Call;
  readonly action: Action;
  readonly reason: Reason;
}

/** Why a call must not be sent, if so. */
export type Guard = (call: Call) => Reason | undefined;

export interface DecideOptions {
  /** Ids that a person wants called whatever the ledger says. */
  readonly again?: ReadonlySet<string>;
  /** Whether a person wants calls that Plivo rejected tried again as they are. */
  readonly rejectedAgain?: boolean;
  /** Has the last word on every call that would be sent, on those of `again` too. */
  readonly guard?: Guard;
  /** The time of day, for redials: without it none is due. */
  readonly now?: Date;
}

/** One step for each call, from what the ledger knows. Pure: a dry run prints what a run performs. */
export function decide(calls: readonly Call[], entries: Entries, options: DecideOptions = {}): Step[] {
  const { again, guard } = options;
  const byPhone = phonesCalled(calls, entries);
  return calls.map((call) => {
    const entry = entries.get(keyOf(call.edition, call.id));
    const other = byPhone.get(phoneKey(call.edition, call.to));
    const decided = again?.has(call.id)
      ? step(call, 'send', reasonAgain(entry, other))
      : decideAlone(call, entry, other, options);
    return guard ? holdIf(guard, decided) : decided;
  });
}

/** The steps with every call that they send held back: a limit on all of them leaves no part of them to be sent. */
export function holdAll(steps: readonly Step[], reason: Reason): Step[] {
  return steps.map((one) => holdIf(() => reason, one));
}

function holdIf(guard: Guard, decided: Step): Step {
  const reason = decided.action === 'send' ? guard(decided.call) : undefined;
  return reason ? step(decided.call, 'hold', reason) : decided;
}

function decideAlone(
  call: Call,
  entry: Entry | undefined,
  other: Single | undefined,
  options: DecideOptions,
): Step {
  const known = entry
    ? askIfMerged(call, entry, decideKnown(call, entry, options))
    : step(call, 'send', { code: 'new' });
  if (known.action !== 'send' || !other) return known;
  return step(call, 'ask', { code: 'called-as', at: other.at, other: other.id, id: call.id });
}

/** What two branches tell differently is for a person, and is never sent on the word of one of them. */
function askIfMerged(call: Call, { merged, at }: Entry, decided: Step): Step {
  if (merged === undefined || (merged === 'apart' && decided.action !== 'send')) return decided;
  return step(call, 'ask', { code: 'merged', merged, at, id: call.id });
}

function reasonAgain(entry: Entry | undefined, other: Single | undefined): Reason {
  if (entry) return { code: 'again', state: entry.state };
  return other ? { code: 'again', state: other.state, as: other.id } : { code: 'new' };
}

function decideKnown(call: Call, entry: Entry, { rejectedAgain = false, now }: DecideOptions): Step {
  const { at, state, error = 'no reply was recorded' } = entry;
  switch (state) {
    case 'not_sent':
    case 'rejected':
      return decideUnplaced(call, entry, rejectedAgain);
    case 'sending':
    case 'in_doubt':
      return step(call, 'ask', { code: 'in-doubt', at, error, id: call.id });
    case 'accepted':
      return edited(call, entry) ?? step(call, 'skip', { code: 'accepted', at, queued: isQueued(entry) });
    default:
      return edited(call, entry) ?? decideEnded(call, entry, state, now);
  }
}

function edited(call: Call, { digest, at }: Entry): Step | undefined {
  if (digest === call.digest) return undefined;
  return step(call, 'ask', { code: 'edited', at, was: digest, now: call.digest, id: call.id });
}

/** For a call of which Plivo has told how it ended. */
function decideEnded(call: Call, entry: Entry, state: Ending, now: Date | undefined): Step {
  const { at } = entry;
  const redial = redialOf(call, entry);
  if (redial === undefined) return step(call, 'skip', { code: 'ended', at, state });
  if (redial === 'spent') return step(call, 'skip', { code: 'redial-spent', at, state });
  const { attempt, of, due } = redial;
  if (now && due <= now) return step(call, 'send', { code: 'redial', at, state, attempt, of });
  return step(call, 'skip', { code: 'redial-later', at, state, attempt, of, due: due.toISOString() });
}

/** For a call whose last attempt reached nobody. One before it may have: then a correction alone must not ring that phone again. */
function decideUnplaced(call: Call, entry: Entry, rejectedAgain: boolean): Step {
  const { at, error = 'no reply was recorded', settled } = entry;
  const isEdited = entry.digest !== call.digest;
  if (settled && !isEdited) return step(call, 'send', { code: 'settled', by: settled.by });
  const rang = attemptsOf(entry).findLast(
    ({ state, to }) => mayHaveRung(state) && canonicalAddress(to) === canonicalAddress(call.to),
  );
  if (rang) return step(call, 'ask', { code: 'called-before', at: rang.at, id: call.id });
  if (entry.state === 'not_sent') return step(call, 'send', { code: 'new' });
  if (settled) return step(call, 'send', { code: 'settled', by: settled.by });
  if (isEdited) return step(call, 'send', { code: 'changed-after-rejection', error });
  if (rejectedAgain) return step(call, 'send', { code: 'rejected-again', at, error });
  return step(call, 'ask', { code: 'rejected', at, error, id: call.id });
}

/** Whether Plivo put the call in its queue rather than dialling at once. Its word decides, not the status: both come with 200. */
export function isQueued(entry: Pick<Entry, 'message'>): boolean {
  return /\bqueued\b/i.test(entry.message ?? '');
}

/**
 * The phones that may have rung under an id which the plan no longer gives them: a renamed destination must not ring again.
 * An id that still stands in the plan for the same phone is a second call on purpose.
 */
function phonesCalled(calls: readonly Call[], entries: Entries): Map<string, Single> {
  const planned = new Set(
    calls.map((call) => `${keyOf(call.edition, call.id)}\0${canonicalAddress(call.to)}`),
  );
  const found = new Map<string, Single>();
  for (const [key, entry] of entries)
    for (const attempt of attemptsOf(entry)) {
      if (!mayHaveRung(attempt.state) || planned.has(`${key}\0${canonicalAddress(attempt.to)}`)) continue;
      found.set(phoneKey(entry.edition, attempt.to), attempt);
    }
  return found;
}

function phoneKey(edition: string, to: string): string {
  return `${edition}\0${canonicalAddress(to)}`;
}

function step(call: Call, action: Action, reason: Reason): Step {
  return { call, action, reason };
}
