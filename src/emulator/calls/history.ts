import type { CallbackAttempt } from '../core/callback-attempt.js';
import type { HangupCause } from '../core/hangup-causes.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { Call } from './call.js';
import { layOutTones } from './tones.js';

/** Something that happened to a call; `at` is in the emulator's time, in ms since 1970. */
export type CallEvent =
  | { readonly at: number; readonly name: 'queued' | 'initiated' | 'ringing' | 'answered' | 'machine' }
  | { readonly at: number; readonly name: 'digit'; readonly digit: string; readonly lengthMs: number }
  | { readonly at: number; readonly name: 'ended'; readonly cause: HangupCause };

export interface CallHistory extends PlacedCall {
  /** What has happened until now, in order. */
  readonly events: readonly CallEvent[];
  /** The newest requests to its callback URLs, at most 12, in the order in which they ended; none without callbacks. */
  readonly callbacks: readonly CallbackAttempt[];
}

export function historyOf(call: Call, now: number): CallHistory {
  const events = [...stages(call), ...digits(call), ...end(call)];
  return {
    ...call.placed,
    events: events.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at),
    callbacks: call.callbacks,
  };
}

function stages({ placed, placedAt, startedAt, timeline }: Call): readonly CallEvent[] {
  const all = [
    { name: 'queued', at: placed.queued ? placedAt : undefined },
    { name: 'initiated', at: startedAt },
    { name: 'ringing', at: timeline?.ringingAt },
    { name: 'answered', at: timeline?.answeredAt },
    { name: 'machine', at: timeline?.machineAt },
  ] as const;
  return all.flatMap(({ name, at }) => (at === undefined ? [] : [{ name, at }]));
}

/** The tones begin with the answer, or before it with the first ring; those that the call's end is too early for are never sent. */
function digits({ placed: { parameters }, timeline }: Call): readonly CallEvent[] {
  if (timeline === undefined || typeof parameters.send_digits !== 'string') return [];
  const before = String(parameters.send_on_preanswer) === 'true';
  const start = before ? timeline.ringingAt : timeline.answeredAt;
  if (start === undefined) return [];
  return layOutTones(parameters.send_digits)
    .map(({ digit, after, lengthMs }) => ({ at: start + after, name: 'digit' as const, digit, lengthMs }))
    .filter(({ at }) => at < timeline.endedAt);
}

function end({ timeline }: Call): readonly CallEvent[] {
  return timeline === undefined ? [] : [{ at: timeline.endedAt, name: 'ended', cause: timeline.cause }];
}
