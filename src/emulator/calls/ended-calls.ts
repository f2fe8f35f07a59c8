import type { EndedCall } from './call.js';

/** Which calls to list, newest first, by the second in which they ended. */
export interface EndedQuery {
  /** Seconds since 1970; the first is within, the second is not. */
  readonly from: number;
  readonly to: number;
  /** Undefined takes all. */
  readonly matches: ((call: EndedCall) => boolean) | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface EndedPage {
  readonly total: number;
  readonly calls: readonly EndedCall[];
}

export interface EndedCalls {
  /** Calls come in the order in which they end, but for those that another emulator saw to an end which is yet to come here. */
  readonly add: (call: EndedCall) => void;
  /** Finds the stretch of time by bisection; looks at every call in it only when there is something to match. */
  readonly list: (query: EndedQuery) => EndedPage;
  /** Drops the forgotten ones. */
  readonly sweep: () => void;
}

export function createEndedCalls(): EndedCalls {
  let calls: EndedCall[] = [];

  const firstFrom = (second: number): number => {
    let [low, high] = [0, calls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const call = calls[middle];
      if (call !== undefined && endSecond(call) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    add: (call) => {
      const last = calls.at(-1);
      if (last === undefined || endSecond(last) <= endSecond(call)) calls.push(call);
      else calls.splice(firstFrom(endSecond(call) + 1), 0, call);
    },
    list: ({ from, to, matches, offset, limit }) => {
      const [low, high] = [firstFrom(from), firstFrom(to)];
      if (matches === undefined) {
        const end = Math.max(low, high - offset);
        return {
          total: Math.max(0, high - low),
          calls: calls.slice(Math.max(low, end - limit), end).reverse(),
        };
      }
      return pick(calls, low, high, matches, offset, limit);
    },
    sweep: () => {
      calls = calls.filter(({ state }) => state === 'ended');
    },
  };
}

function pick(
  calls: readonly EndedCall[],
  low: number,
  high: number,
  matches: (call: EndedCall) => boolean,
  offset: number,
  limit: number,
): EndedPage {
  const page: EndedCall[] = [];
  let total = 0;
  for (let at = high - 1; at >= low; at--) {
    const call = calls[at];
    if (call === undefined || !matches(call)) continue;
    if (total >= offset && page.length < limit) page.push(call);
    total += 1;
  }
  return { total, calls: page };
}

function endSecond({ timeline }: EndedCall): number {
  return Math.floor(timeline.endedAt / 1000);
}
