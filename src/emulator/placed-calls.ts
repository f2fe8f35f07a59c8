import { createQueue } from './queue.js';
import type { ParameterName } from './parameters.js';

/** One destination that the emulator took: where a real Plivo would have rung a telephone. */
export interface PlacedCall {
  readonly requestUuid: string;
  readonly from: string;
  /** One destination, as written in the request. */
  readonly to: string;
  /** Taken while over the calls per second. */
  readonly queued: boolean;
  /** The request's known parameters as they were sent, but for a time_limit that was cut. One object for all calls of a request. */
  readonly parameters: CallParameters;
}

export type CallParameters = Readonly<Partial<Record<ParameterName, string | number | boolean>>>;

/** The emulator remembers at most this many calls, the newest. */
export const MAX_CALLS = 100_000;

/** And no more requests than had bodies of this many bytes together, so that huge bodies cannot fill the memory either. */
export const MAX_BYTES = 256 * 1024 * 1024;

export interface PlacedCalls {
  readonly add: (calls: readonly PlacedCall[], bodyBytes: number) => void;
  /** The newest calls, oldest first: a copy, made at every use. */
  readonly newest: () => readonly PlacedCall[];
}

/** The record of what was taken, bounded by {@link MAX_CALLS} and {@link MAX_BYTES}; whole requests are forgotten, oldest first. */
export function createPlacedCalls(): PlacedCalls {
  const requests = createQueue<{ readonly calls: readonly PlacedCall[]; readonly bytes: number }>();
  let calls = 0;
  let bytes = 0;

  const forgetSurplus = (): void => {
    for (let oldest = requests.first(); oldest; oldest = requests.first()) {
      if (calls - oldest.calls.length < MAX_CALLS && bytes <= MAX_BYTES) return;
      calls -= oldest.calls.length;
      bytes -= oldest.bytes;
      requests.drop();
    }
  };

  return {
    add: (added, bodyBytes) => {
      requests.push({ calls: added, bytes: bodyBytes });
      calls += added.length;
      bytes += bodyBytes;
      forgetSurplus();
    },
    newest: () =>
      requests
        .items()
        .flatMap((request) => request.calls)
        .slice(-MAX_CALLS),
  };
}
