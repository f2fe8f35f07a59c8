import { createQueue, type Queue } from '../core/queue.js';
import { createCallIndex, type CallIndex } from './call-index.js';
import type { Call } from './call.js';

/** The emulator remembers at most this many calls, the newest. */
export const MAX_CALLS = 100_000;

/** The requests that it remembers had bodies of at most this many bytes together, so that huge ones cannot fill the memory. */
export const MAX_BYTES = 256 * 1024 * 1024;

export interface CallStore extends Pick<CallIndex, 'byRequestUuid' | 'byCallUuid'> {
  /** Takes the calls of one request. */
  readonly add: (calls: readonly Call[], bodyBytes: number) => void;
  /** Numbers the calls that were added since, and makes them known by their uuids. */
  readonly index: () => void;
  /** The newest calls, oldest first: a copy, made at every use. */
  readonly newest: () => readonly Call[];
  /** How many there are. */
  readonly size: () => number;
  /** Lets go of the forgotten ones. */
  readonly sweep: () => void;
}

/** Told each call that is forgotten, with its share of its request's bytes. */
type OnForget = (call: Call, bytes: number) => void;

interface Stored {
  /** Oldest first. */
  readonly requests: Queue<{ readonly calls: readonly Call[]; readonly bytes: number }>;
  readonly index: CallIndex;
  /** Added, and not indexed yet. */
  unindexed: Call[];
  /** Calls, and bytes, of all requests together. */
  count: number;
  bytes: number;
}

/** What was taken, bounded by {@link MAX_CALLS} and {@link MAX_BYTES}: whole requests are forgotten, oldest first. */
export function createCallStore(onForget: OnForget): CallStore {
  const index = createCallIndex();
  const stored: Stored = { requests: createQueue(), index, unindexed: [], count: 0, bytes: 0 };
  return {
    byRequestUuid: index.byRequestUuid,
    byCallUuid: index.byCallUuid,
    add: (calls, bodyBytes) => {
      add(stored, calls, bodyBytes);
      forgetSurplus(stored, onForget);
    },
    index: () => {
      sweep(stored);
      stored.unindexed.forEach(index.add);
      stored.unindexed = [];
    },
    newest: () =>
      stored.requests
        .items()
        .flatMap(({ calls }) => calls)
        .slice(-MAX_CALLS),
    size: () => stored.count,
    sweep: () => {
      sweep(stored);
    },
  };
}

function add(stored: Stored, calls: readonly Call[], bytes: number): void {
  stored.requests.push({ calls, bytes });
  for (const call of calls) stored.unindexed.push(call);
  stored.count += calls.length;
  stored.bytes += bytes;
}

function forgetSurplus(stored: Stored, onForget: OnForget): void {
  const { requests, index } = stored;
  for (let oldest = requests.first(); oldest; oldest = requests.first()) {
    const { calls, bytes } = oldest;
    if (stored.count - calls.length < MAX_CALLS && stored.bytes <= MAX_BYTES) return;
    stored.count -= calls.length;
    stored.bytes -= bytes;
    requests.drop();
    for (const call of calls) {
      index.remove(call);
      call.state = 'forgotten';
      onForget(call, bytes / calls.length);
    }
  }
}

function sweep(stored: Stored): void {
  stored.unindexed = stored.unindexed.filter(({ state }) => state !== 'forgotten');
}
