import type { EndedCall, CallWithTimeline } from './call.js';

/** Somebody who is told what happens to calls, and sees to it that the switchboard advances in time. */
export interface CallObserver {
  /** A call has been dialled, and may be cut short later. */
  readonly dialled: (call: CallWithTimeline) => void;
  readonly ended: (call: EndedCall) => void;
  /** Calls have been forgotten: nothing of theirs is to be kept. */
  readonly sweep: () => void;
  /** Everything until `now` has happened; the next call is dialled or ends at `next`, which may be Infinity. */
  readonly settled: (now: number, next: number) => void;
}
