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
  /** Fields of the request that are no parameters of make-call. */
  readonly ignored: readonly string[];
  readonly callbacks: readonly CallbackAttempt[];
}

/** How many calls there were in each of the last 60 seconds, oldest first; the last of them is not over yet. */
export interface LastMinute {
  readonly taken: readonly number[];
  readonly dialled: readonly number[];
}

/** What is new: the calls that are, or to which something has happened, in the order in which they were taken. */
export interface Change {
  readonly now: number;
  readonly counts: CallCounts;
  readonly lastMinute: LastMinute;
  readonly calls: readonly FeedCall[];
}

/** All that there is to see, for who has seen nothing yet: the newest calls, and what stays as it is. */
export interface Snapshot extends Change {
  /** Another one after a restart of the emulator. */
  readonly emulator: string;
  /** Calls per second; null when there is no limit. */
  readonly limit: number | null;
  readonly speed: Speed;
  /** At most so many calls are told of, the newest. */
  readonly kept: number;
}
