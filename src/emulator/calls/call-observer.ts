import type { EndedCall, CallWithTimeline } from './call.js';

/** Is told what happens to calls, and has to call `advance` of the switchboard when something is due. */
export interface CallObserver {
  /** A call has been dialled, and may be cut short later. */
  readonly dialled: (call: CallWithTimeline) => void;
  readonly ended: (call: EndedCall) => void;
  /** Calls have been forgotten: nothing of them must be kept. */
  readonly sweep: () => void;
  /** Everything until `now` has happened; the next call is dialled or ends at `next`, which may be Infinity. */
  readonly settled: (now: number, next: number) => void;
}
