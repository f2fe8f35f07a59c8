import { createQueue } from '../core/queue.js';
import { createCallNumbers } from './call-numbers.js';
import type { Call } from './call.js';

/** The emulator remembers at most this many calls, the newest. */
export const MAX_CALLS = 100_000;

/** And no more requests than had bodies of this many bytes together, so that huge bodies cannot fill the memory either. */
export const MAX_BYTES = 256 * 1024 * 1024;

export interface CallStore {
  /** Takes the calls of one request. */
  readonly add: (calls: readonly Call[], bodyBytes: number) => void;
  /** Numbers the calls that were added since, and makes them known by their uuids. */
  readonly index: () => void;
  readonly byRequestUuid: (uuid: string) => Call | undefined;
  readonly byCallUuid: (uuid: string) => Call | undefined;
  /** The newest calls, oldest first: a copy, made at every use. */
  readonly newest: () => readonly Call[];
  /** How many there are. */
  readonly size: () => number;
  /** Lets go of the forgotten ones. */
  readonly sweep: () => void;
}

/**
 * What was taken, bounded by {@link MAX_CALLS} and {@link MAX_BYTES}; whole requests are forgotten, oldest first, and `onForget` is
 * told each of their calls, with its share of the request's bytes.
 */
export function createCallStore(onForget: (call: Call, bytes: number) => void): CallStore {
  const requests = createQueue<{ readonly calls: readonly Call[]; readonly bytes: number }>();
  const numbers = createCallNumbers();
  const byRequestUuid = new Map<string, Call>();
  /** Of the calls whose two uuids differ. */
  const byCallUuid = new Map<string, Call>();
  let added: Call[] = [];
  let count = 0;
  let bytes = 0;

  const forget = (call: Call, share: number): void => {
    byRequestUuid.delete(call.placed.requestUuid);
    byCallUuid.delete(call.placed.callUuid);
    numbers.release(call);
    call.state = 'forgotten';
    onForget(call, share);
  };

  const forgetSurplus = (): void => {
    for (let oldest = requests.first(); oldest; oldest = requests.first()) {
      if (count - oldest.calls.length < MAX_CALLS && bytes <= MAX_BYTES) return;
      count -= oldest.calls.length;
      bytes -= oldest.bytes;
      requests.drop();
      for (const call of oldest.calls) forget(call, oldest.bytes / oldest.calls.length);
    }
  };

  const sweep = (): void => {
    added = added.filter(({ state }) => state !== 'forgotten');
  };

  const indexOne = (call: Call): void => {
    const { requestUuid, callUuid } = call.placed;
    numbers.assign(call);
    byRequestUuid.set(requestUuid, call);
    if (callUuid !== requestUuid) byCallUuid.set(callUuid, call);
  };

  return {
    add: (calls, bodyBytes) => {
      requests.push({ calls, bytes: bodyBytes });
      for (const call of calls) added.push(call);
      count += calls.length;
      bytes += bodyBytes;
      forgetSurplus();
    },
    index: () => {
      sweep();
      added.forEach(indexOne);
      added = [];
    },
    byRequestUuid: (uuid) => byRequestUuid.get(uuid),
    byCallUuid: (uuid) => {
      const call = byCallUuid.get(uuid) ?? byRequestUuid.get(uuid);
      return call?.placed.callUuid === uuid ? call : undefined;
    },
    newest: () =>
      requests
        .items()
        .flatMap((request) => request.calls)
        .slice(-MAX_CALLS),
    size: () => count,
    sweep,
  };
}
