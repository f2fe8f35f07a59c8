import type { CallCounts } from '../calls/call.js';
import type { CallEvent } from '../calls/history.js';
import type { CallbackAttempt } from '../core/callback-attempt.js';
import type { Speed } from '../core/time.js';

/** A call as the page gets it; long texts and lists are cut. All times are in the emulator's, in ms since 1970. */
export interface FeedCall {
  /** Its request_uuid. */
  readonly id: string;
  readonly callUuid: string;
  readonly from: string;
  readonly to: string;
  /** What has happened until now, in order. */
  readonly events: readonly CallEvent[];
  /** Of the request, as they were sent. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Fields of the request that are not parameters of make-call. */
  readonly ignored: readonly string[];
  readonly callbacks: readonly CallbackAttempt[];
}

/** Calls in each of the last 60 seconds, oldest first; the last second is not over yet. */
export interface LastMinute {
  readonly taken: readonly number[];
  readonly dialled: readonly number[];
}

/** What is new: calls that were taken, or that something has happened to, in the order in which they were taken. */
export interface Change {
  readonly now: number;
  readonly counts: CallCounts;
  readonly lastMinute: LastMinute;
  readonly calls: readonly FeedCall[];
}

/** All that there is to see: the newest calls, and what does not change. */
export interface Snapshot extends Change {
  /** An id, which is another one after a restart. */
  readonly emulator: string;
  /** Calls per second; null when there is no limit. */
  readonly limit: number | null;
  readonly speed: Speed;
  /** The most calls that are sent, the newest. */
  readonly kept: number;
}
