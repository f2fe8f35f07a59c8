import type { Plan, Retry as PlannedRetry } from '../schemas/plan.js';
import { secondsOf } from '../source/time.js';

/** When a call that has ended is placed once more. */
export interface Retry {
  /** The endings that are followed by another attempt. */
  readonly on: PlannedRetry['on'];
  /** The most attempts, the first one included. */
  readonly attempts: number;
  /** From the end of an attempt to the next. */
  readonly afterSeconds: number;
}

/** What a plan says of redials, if anything. */
export function retryOf({ retry }: Pick<Plan, 'retry'>): Retry | undefined {
  return (
    retry && { on: retry.on, attempts: retry.attempts, afterSeconds: secondsOf(retry.after) ?? Infinity }
  );
}
