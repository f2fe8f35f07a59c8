import { createQueue } from './queue.js';

/** Limits how many units fall within any stretch of time. Times never go back. */
export interface SlidingWindow {
  /** Counts `units` more at `time` if all of them fit; gives whether they did. */
  readonly take: (units: number, time: number) => boolean;
  /** When one more unit fits, as far as is known: `time` if it does now, Infinity if it never will. */
  readonly freeAt: (time: number) => number;
}

/**
 * At most `limit` units within the last `lengthMs`. A unit taken at time t has left at t + lengthMs, so a sender that paces itself
 * exactly at the limit always fits. What does not fit is not counted. Each `take` is remembered once and forgotten once: constant
 * time, amortised.
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
