import type { ApiFault, ApiRule } from '../../schemas/scenario.js';
import { MAX_CALLS } from '../calls/call-store.js';
import { withoutPlus } from '../core/destination.js';
import { refused, type Delivery, type Reply } from '../http/reply.js';
import { parseDuration } from './durations.js';
import { createRuleFinder } from './rule-finder.js';

/** What a scenario has go wrong with one request. */
export interface InjectedFailure {
  /** Whether its calls are placed. */
  readonly placed: boolean;
  /** Sent in place of the usual reply. */
  readonly reply?: Reply;
  readonly delivery: Delivery;
}

/** The failure of a request to these destinations, which is counted; undefined when it goes well. */
export type FailureFor = (destinations: readonly string[]) => InjectedFailure | undefined;

export function createInjectedFailures(rules: readonly ApiRule[], seed: string): FailureFor {
  if (rules.length === 0) return () => undefined;
  const times = createCounter();
  const ruleFor = createRuleFinder(
    rules.map((rule) => ({ ...rule, failure: failureOf(rule) })),
    `${seed}\napi`,
    ({ times: most = Infinity }, time) => time <= most,
  );
  return (destinations) => {
    // All are counted, also those after the one that decides.
    const counted = destinations.map((to) => ({ to, time: times.next(withoutPlus(to)) }));
    for (const { to, time } of counted) {
      const rule = ruleFor(to, time);
      if (rule) return rule.failure;
    }
    return undefined;
  };
}

function failureOf({ delay, then }: ApiRule): InjectedFailure {
  const delayMs = parseDuration(delay);
  const delivery = delayMs === undefined ? {} : { delayMs };
  if (typeof then === 'object') return { placed: then.placed ?? false, reply: replyOf(then), delivery };
  if (then === undefined) return { placed: true, delivery };
  const breaks = then === 'truncated' ? 'within' : 'before';
  return { placed: then !== 'reset_before', delivery: { ...delivery, breaks } };
}

function replyOf({ status, body, retry_after }: ApiFault): Reply {
  const wait = parseDuration(retry_after);
  const headers = wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait / 1000)) };
  if (status === 204 || status === 304) return { status, headers };
  if (body !== undefined) return { status, text: body, headers };
  return refused(status, `The scenario has this request answered with ${status}.`, headers);
}

/** Counts by name. The names met longest ago are forgotten, so that memory stays bounded. */
function createCounter(): { readonly next: (name: string) => number } {
  const counts = new Map<string, number>();
  // One iterator for good: a new one would first pass over all names that were deleted.
  const oldest = counts.keys();
  const forgetOldest = (): void => {
    const { value, done } = oldest.next();
    if (!done) counts.delete(value);
  };
  return {
    next: (name) => {
      const count = (counts.get(name) ?? 0) + 1;
      // Put at the end again.
      counts.delete(name);
      counts.set(name, count);
      if (counts.size > MAX_CALLS) forgetOldest();
      return count;
    },
  };
}
