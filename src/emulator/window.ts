import { createQueue } from './queue.js';

/** Counts what happened within the last stretch of time and says whether more would be too much. */
export interface SlidingWindow {
  /** Counts `units` more if they fit, all or none, and tells whether they did. */
  readonly take: (units: number) => boolean;
  /** How long until at least one unit leaves the window, in ms; 0 when nothing is in it. */
  readonly waitMs: () => number;
}

/**
 * A window of the last `lengthMs` that holds at most `limit` units. Something taken at time t has left at t + lengthMs, so a
 * sender that paces itself exactly at the limit always fits. Each `take` is remembered once and forgotten once: constant time
 * each, amortised. What did not fit is not counted.
 */
export function createSlidingWindow(limit: number, lengthMs: number, now: () => number): SlidingWindow {
  const taken = createQueue<{ readonly at: number; readonly units: number }>();
  let inside = 0;

  const forgetUntil = (time: number): void => {
    for (let oldest = taken.first(); oldest && oldest.at <= time; oldest = taken.first()) {
      inside -= oldest.units;
      taken.drop();
    }
  };

  return {
    take: (units) => {
      if (limit === Infinity) return true;
      const time = now();
      forgetUntil(time - lengthMs);
      if (inside + units > limit) return false;
      inside += units;
      taken.push({ at: time, units });
      return true;
    },
    waitMs: () => {
      const oldest = taken.first();
      return oldest ? Math.max(0, oldest.at + lengthMs - now()) : 0;
    },
  };
}
