import type { Clock } from '../io/clock.js';

/** Lets calls start at a steady rate. */
export interface Pace {
  /** Waits for the turn of a request that places `calls` calls. False when `signal` was aborted first: then nothing may start. */
  readonly next: (calls: number, signal: AbortSignal) => Promise<boolean>;
  /** Nobody starts within the next `ms`, and the time is not made up for afterwards. */
  readonly pause: (ms: number) => void;
}

/** How far those who wait may catch up with late timers, in ms: enough for a busy event loop, too little for a burst. */
const CATCH_UP_MS = 50;

/**
 * `rate` calls a second, evenly spaced and without a burst: a request of n calls takes n turns. Idle time gives no credit, and no
 * second ever holds more than the rate and one request.
 */
export function createPace(rate: number, clock: Clock): Pace {
  const interval = 1000 / rate;
  const recent = createWindow(rate);
  let free = -Infinity;
  let waiting = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const turn = async (calls: number, signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      if (signal.aborted) return false;
      const now = clock.now();
      const due = Math.max(free, recent.due(now));
      if (due <= now) {
        free = Math.max(free, now - CATCH_UP_MS) + calls * interval;
        recent.add(now, calls);
        return true;
      }
      await clock.sleep(due - now, signal);
    }
  };

  return {
    next: (calls, signal) => {
      // Whoever finds nobody waiting comes after idle time.
      if (waiting === 0) free = Math.max(free, clock.now());
      waiting += 1;
      const mine = queue
        .then(() => turn(calls, signal))
        .finally(() => {
          waiting -= 1;
        });
      queue = mine;
      return mine;
    },
    pause: (ms) => {
      free = Math.max(free, clock.now() + ms);
    },
  };
}

interface Window {
  readonly due: (now: number) => number;
  readonly add: (now: number, calls: number) => void;
}

/** The calls started within the last second, and when it has room for another. */
function createWindow(rate: number): Window {
  const starts: number[] = [];
  let head = 0;
  return {
    due: (now) => {
      while (head < starts.length && (starts[head] ?? 0) <= now - 1000) head += 1;
      if (head > 4096) {
        starts.splice(0, head);
        head = 0;
      }
      const oldest = starts[head];
      return starts.length - head > rate && oldest !== undefined ? oldest + 1000 : -Infinity;
    },
    add: (now, calls) => {
      for (let call = 0; call < calls; call++) starts.push(now);
    },
  };
}
