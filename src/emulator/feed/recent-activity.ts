import type { Call } from '../calls/call.js';
import type { LastMinute } from './messages.js';

/** The page shows this many calls, the newest. */
export const NEWEST = 500;

const SECONDS = 60;

/** What was taken and dialled lately. It is counted as it happens: finding it among 100,000 calls would take too long. */
export interface RecentActivity {
  /** At `at`, in the emulator's time. */
  readonly taken: (requestUuid: string, at: number) => void;
  readonly dialled: (at: number) => void;
  /** The request_uuids of the newest {@link NEWEST} calls, oldest first; some may be forgotten by now. */
  readonly newest: () => readonly string[];
  readonly lastMinute: (now: number) => LastMinute;
}

/** `restored` are the calls that an emulator before this one saved. */
export function createRecentActivity(restored: readonly Call[] = []): RecentActivity {
  const ids: string[] = [];
  let total = 0;
  const taken = createMeter();
  const dialled = createMeter();

  const take = (requestUuid: string, at: number): void => {
    ids[total % NEWEST] = requestUuid;
    total += 1;
    taken.count(at);
  };

  for (const { placed, placedAt, startedAt } of restored) {
    take(placed.requestUuid, placedAt);
    if (startedAt !== undefined) dialled.count(startedAt);
  }

  return {
    taken: take,
    dialled: dialled.count,
    newest: () => {
      const oldest = total > NEWEST ? total % NEWEST : 0;
      return [...ids.slice(oldest), ...ids.slice(0, oldest)];
    },
    lastMinute: (now) => ({ taken: taken.lastMinute(now), dialled: dialled.lastMinute(now) }),
  };
}

interface Meter {
  readonly count: (at: number) => void;
  readonly lastMinute: (now: number) => readonly number[];
}

/** Counts by the second. A late event still counts, unless its second is more than a minute ago. */
function createMeter(): Meter {
  const seconds = new Array<number>(SECONDS).fill(-Infinity);
  const counts = new Array<number>(SECONDS).fill(0);
  return {
    count: (at) => {
      const second = Math.floor(at / 1000);
      const slot = second % SECONDS;
      const known = seconds[slot] ?? -Infinity;
      if (second < known) return;
      counts[slot] = (second === known ? (counts[slot] ?? 0) : 0) + 1;
      seconds[slot] = second;
    },
    lastMinute: (now) => {
      const first = Math.floor(now / 1000) - SECONDS + 1;
      return Array.from({ length: SECONDS }, (_, index) => {
        const slot = (first + index) % SECONDS;
        return seconds[slot] === first + index ? (counts[slot] ?? 0) : 0;
      });
    },
  };
}
