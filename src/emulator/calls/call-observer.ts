import type { EndedCall, LaidOutCall } from './call.js';

/** Somebody who is told what happens to calls, and sees to it that the switchboard advances in time. */
export interface Watch {
  /** A call has been laid out; it may be cut short later. */
  readonly dialled: (call: LaidOutCall) => void;
  readonly ended: (call: EndedCall) => void;
  /** Calls have been forgotten: nothing of theirs is to be kept. */
  readonly sweep: () => void;
  /** Everything until `now` has happened; the next call is dialled or ends at `next`, which may be Infinity. */
  readonly settled: (now: number, next: number) => void;
}
