import { randomInt } from 'node:crypto';
import { tally } from './tally.js';

/** Random choices that can be made again. */
export interface Random {
  /** From 0 up to 1, never 1 itself. */
  readonly next: () => number;
  /** A whole number from 0 up to `limit`, never `limit` itself. */
  readonly below: (limit: number) => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/** Another one in each process, so that every run looks where none has looked before. */
const SEED = Number(process.env['CALLPLAN_SEED'] ?? randomInt(2 ** 31));

/** How many times as often tests try when nobody waits for them. */
export const fold = process.env['CALLPLAN_DEEP'] === '1' ? 50 : 1;

/** From now on failures of this file tell it. */
function useSeed(): number {
  tally.seed = SEED;
  return SEED;
}

/** How fast-check is to try: 100 times, or fewer where each time costs much. */
export function tries(times = 100): { seed: number; numRuns: number } {
  return { seed: useSeed(), numRuns: times * fold };
}

/** Tries something so many times, each time with other choices. */
export async function tryOften(times: number, attempt: (random: Random) => unknown): Promise<void> {
  const seed = useSeed();
  for (let number = 0; number < times * fold; number++) await attempt(seeded(seed + number));
}

/** A generator (mulberry32) that starts from `seed`. */
export function seeded(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: (choices) => choices[below(choices.length)] ?? choices[0] };
}
