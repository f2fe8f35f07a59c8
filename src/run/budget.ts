import type { Entry } from '../ledger/entry.js';
import type { Stop } from './stop.js';

/** How many calls of a run may fail: a number, or a share such as `5%`. */
export type MaxFailures = number | string;

/**
 * The failures that a run of `calls` calls may have. A share is rounded down, but one failure it always allows: of three calls 5 % are
 * less than one, and a single wrong number is not yet a run that goes wrong.
 */
export function allowedFailures(max: MaxFailures, calls: number): number {
  if (typeof max === 'number') return max;
  return Math.max(1, Math.floor((calls * Number.parseInt(max, 10)) / 100));
}

export interface Budget {
  /** Told of every outcome. */
  readonly count: (entries: readonly Entry[]) => void;
}

/** Counts what became of a run's calls, and stops it in order once more of them have failed than may. */
export function createBudget(max: MaxFailures | undefined, calls: number, stop: Stop): Budget {
  if (max === undefined) return { count: () => undefined };
  const allowed = allowedFailures(max, calls);
  const share = typeof max === 'string' ? ` (${max} of ${calls})` : '';
  let settled = 0;
  let failed = 0;
  return {
    count: (entries) => {
      settled += entries.filter(({ state }) => state !== 'not_sent').length;
      failed += entries.filter(({ state }) => state === 'rejected' || state === 'in_doubt').length;
      if (failed > allowed)
        stop.now(`${failed} of ${settled} calls failed, and max_failures allows ${allowed}${share}`);
    },
  };
}
