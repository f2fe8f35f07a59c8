import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/io/clock.js';

/** A clock whose time passes only when everybody waits for it. */
export interface FakeClock extends Clock {
  /** Lets time pass until `work` has settled. Fails when it waits for nothing that time brings. */
  readonly until: <T>(work: Promise<T>) => Promise<T>;
  /** Lets this many milliseconds pass. */
  readonly pass: (ms: number) => Promise<void>;
}

const NEVER = new AbortController().signal;

/** Starts at 2026-11-23T10:00:00.000Z. `lateness` is how many ms too late each sleep ends. */
export function createFakeClock(lateness: () => number = () => 0): FakeClock {
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  // Not zero, so that nobody takes the first moment for no moment.
  let now = 5000;

  const sleepUntil = (at: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { at, wake };
      if (signal.aborted) {
        resolve();
        return;
      }
      sleepers.add(sleeper);
      signal.addEventListener('abort', wake, { once: true });
    });

  const wakeNext = (): void => {
    let next: { readonly at: number; readonly wake: () => void } | undefined;
    for (const sleeper of sleepers) if (!next || sleeper.at < next.at) next = sleeper;
    if (!next) throw new Error('nobody sleeps, and the work has not ended');
    now = Math.max(now, next.at);
    next.wake();
  };

  const until = async <T>(work: Promise<T>): Promise<T> => {
    const settled = work.then(
      () => true,
      () => true,
    );
    // All that can happen without time passing has happened by the next turn of the event loop.
    while (!(await Promise.race([settled, setImmediate(false)]))) wakeNext();
    return work;
  };

  return {
    now: () => now,
    date: () => new Date(Date.UTC(2026, 10, 23, 10) - 5000 + now),
    sleep: (ms, signal) => sleepUntil(now + ms + lateness(), signal),
    until,
    pass: (ms) => until(sleepUntil(now + ms, NEVER)),
  };
}
