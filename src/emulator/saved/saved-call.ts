import type { CallBehaviour } from '../calls/call-behaviour.js';
import type { Timeline } from '../calls/timeline.js';
import type { PlacedCall } from '../core/placed-call.js';

/** A call as one emulator leaves it to the next; made of JSON's values alone. Times are in ms since 1970. */
export interface SavedCall {
  readonly placed: PlacedCall;
  readonly placedAt: number;
  readonly state: 'queued' | 'live' | 'ended';
  readonly startedAt?: number;
  /** Of one that was dialled or has ended. */
  readonly timeline?: Timeline;
  /** Of one that was not: what becomes of it then. */
  readonly behaviour?: CallBehaviour;
}
