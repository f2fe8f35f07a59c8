import { duration } from '../text/duration.js';

/** Ends a run early: nothing starts any more, what is in flight is awaited. The first reason stays. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly now: (why: string) => void;
  readonly why: () => string | undefined;
}

export function createStop(): Stop {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    now: (why) => {
      if (!controller.signal.aborted) controller.abort(why);
    },
    why: () => controller.signal.reason as string | undefined,
  };
}

/** The longest that a timer of Node's can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Stops the run in order after `seconds`. What else stops it before then has the say. */
export function limitTime(seconds: number | undefined, stop: Stop): { why: string; off: () => void } {
  const why = `${duration(seconds ?? 0)} have passed, and --stop-after says no more`;
  if (seconds === undefined) return { why, off: () => undefined };
  const timer = setTimeout(
    () => {
      stop.now(why);
    },
    Math.min(seconds * 1000, LONGEST_TIMER_MS),
  );
  return {
    why,
    off: () => {
      clearTimeout(timer);
    },
  };
}
