import type { CallbackAttempt } from '../core/callback-attempt.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { CallBehaviour, ChooseBehaviour } from './call-behaviour.js';
import type { Timeline } from './timeline.js';

/** A call and how far it has come; all times are in the emulator's, in ms since 1970. */
export interface Call {
  readonly placed: PlacedCall;
  readonly placedAt: number;
  /** Which call to this destination it is, from 1; 0 before anybody asked. */
  number: number;
  /** `forgotten` is one that must not be met any more. */
  state: 'queued' | 'live' | 'ended' | 'forgotten';
  /** When it was dialled; undefined when it never was. */
  startedAt: number | undefined;
  /** What becomes of it, once that is decided and until it is dialled. */
  behaviour: CallBehaviour | undefined;
  /** The whole of it, also what is yet to come; undefined before it is dialled or canceled. */
  timeline: Timeline | undefined;
  /** The newest requests to its callback URLs, oldest first. */
  callbacks: readonly CallbackAttempt[];
}

/** A call that was dialled, or canceled before. */
export type CallWithTimeline = Call & { readonly timeline: Timeline };

/** A call that is over. */
export type EndedCall = CallWithTimeline;

/** Of the calls that the emulator remembers. */
export interface CallCounts {
  readonly queued: number;
  readonly live: number;
  readonly ended: number;
}

/** Shared by all calls that none was sent for. */
const NONE: readonly CallbackAttempt[] = [];

export function createCall(placed: PlacedCall, placedAt: number): Call {
  return {
    placed,
    placedAt,
    number: 0,
    state: 'queued',
    startedAt: undefined,
    behaviour: undefined,
    timeline: undefined,
    callbacks: NONE,
  };
}

export function hasTimeline(call: Call): call is CallWithTimeline {
  return call.timeline !== undefined;
}

export function isEnded(call: Call): call is EndedCall {
  return call.state === 'ended';
}

/** What becomes of a call that is not dialled yet, which an earlier emulator may have decided. */
export function behaviourOf({ placed, number, behaviour }: Call, choose: ChooseBehaviour): CallBehaviour {
  const { from, to, requestUuid } = placed;
  return behaviour ?? choose({ from, to, requestUuid, number });
}

/** Whether somebody, or a machine, has taken it by then. */
export function isAnswered({ timeline }: Call, now: number): boolean {
  return timeline?.answeredAt !== undefined && timeline.answeredAt <= now;
}

/** How long it was talked, in begun seconds; 0 when nobody took it. */
export function talkedSeconds({ timeline: { answeredAt, endedAt } }: EndedCall): number {
  return answeredAt === undefined ? 0 : Math.ceil((endedAt - answeredAt) / 1000);
}
