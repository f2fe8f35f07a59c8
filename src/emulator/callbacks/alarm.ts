import type { Time } from '../core/time.js';

/** Calls `run` after `ms`; gives how to prevent that. */
export type StartTimer = (ms: number, run: () => void) => () => void;

export const startTimer: StartTimer = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
};

/** Node's timers cannot wait longer. An alarm that rings too early is set again. */
const LONGEST_MS = 2 ** 31 - 1;

/** One timer, for the next thing that is due in the emulator's time. */
export interface Alarm {
  /** Replaces the moment that it was set to; Infinity is never. */
  readonly set: (at: number) => void;
}

/** `ring` is called at that moment, or earlier. */
export function createAlarm(time: Pick<Time, 'msUntil'>, start: StartTimer, ring: () => void): Alarm {
  let setTo = Infinity;
  let stop: () => void = () => undefined;
  return {
    set: (at) => {
      if (at === setTo) return;
      stop();
      setTo = at;
      if (at === Infinity) return;
      stop = start(Math.min(Math.ceil(time.msUntil(at)), LONGEST_MS), () => {
        setTo = Infinity;
        ring();
      });
    },
  };
}
