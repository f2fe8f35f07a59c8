/** How fast the emulator's time runs; for `max` see {@link EmulatorOptions.speed}. */
export type Speed = number | 'max';

/** The emulator's own time, in ms since 1970. It never goes back. */
export interface Time {
  readonly now: () => number;
  /** Goes on from `at`, as if the time until then had passed; does nothing if it has. */
  readonly jumpTo: (at: number) => void;
  /** How far it is ahead of the clock, in ms. */
  readonly ahead: () => number;
  /** How long the clock takes until then, in ms; 0 when that has passed. */
  readonly msUntil: (at: number) => number;
  /** Whether waiting is skipped. */
  readonly jumps: boolean;
}

/** Time that starts at the clock's and runs `speed` times as fast. At `max` it runs like the clock, and jumps. */
export function createTime(clock: () => number, speed: Speed): Time {
  const start = clock();
  const rate = speed === 'max' ? 1 : speed;
  let skipped = 0;
  const now = (): number => start + (clock() - start) * rate + skipped;
  return {
    now,
    jumpTo: (at) => {
      skipped += Math.max(0, at - now());
    },
    ahead: () => now() - clock(),
    msUntil: (at) => Math.max(0, (at - now()) / rate),
    jumps: speed === 'max',
  };
}
