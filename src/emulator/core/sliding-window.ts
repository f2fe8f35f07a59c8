import { createQueue } from './queue.js';

/** Counts what happened within the last stretch of time and says whether more would be too much. Times never go back. */
export interface SlidingWindow {
  /** Counts `units` more at `time` if they fit, all or none, and tells whether they did. */
  readonly take: (units: number, time: number) => boolean;
  /** When one more unit fits, as far as is known: `time` if it does now, Infinity if it never will. */
  readonly freeAt: (time: number) => number;
}

/**
 * A window of the last `lengthMs` that holds at most `limit` units. Something taken at time t has left at t + lengthMs, so a
 * sender that paces itself exactly at the limit always fits. Each `take` is remembered once and forgotten once: constant time
 * each, amortised. What did not fit is not counted.
 */
export function createSlidingWindow(limit: number, lengthMs: number): SlidingWindow {
  const taken = createQueue<{ readonly until: number; readonly units: number }>();
  let inside = 0;

  const forgetUntil = (time: number): void => {
    for (let oldest = taken.first(); oldest && oldest.until <= time; oldest = taken.first()) {
      inside -= oldest.units;
      taken.drop();
    }
  };

  return {
    take: (units, time) => {
      if (limit === Infinity) return true;
      forgetUntil(time);
      if (inside + units > limit) return false;
      inside += units;
      taken.push({ until: time + lengthMs, units });
      return true;
    },
    freeAt: (time) => {
      forgetUntil(time);
      return inside + 1 <= limit ? time : (taken.first()?.until ?? Infinity);
    },
  };
}
