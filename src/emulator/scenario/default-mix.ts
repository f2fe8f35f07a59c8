import type { CallBehaviour, ChooseBehaviour } from '../calls/call-behaviour.js';
import { isSip, withoutPlus } from '../core/destination.js';
import { createRandom, type Random } from './random.js';

/** Shares of the default mix, in percent. */
const MIX: readonly (readonly [share: number, draw: (random: Random, isSip: boolean) => CallBehaviour])[] = [
  [62, answered],
  [15, noAnswer],
  [12, machine],
  [5, busy],
  [3, declined],
  [3, failed],
];

/**
 * A plausible mix: 62 % of calls are answered by a person, 15 % ring unanswered (half of them until `ring_timeout`), 12 % are answered by
 * a machine, 5 % are busy, 3 % are declined and 3 % fail. Drawn by the seed, the destination (with or without its plus) and the call's
 * number alone, so that the order in which calls come in does not matter.
 */
export function createDefaultMix(seed: string): ChooseBehaviour {
  return ({ to, number }) => {
    const random = createRandom(`${seed}\n${withoutPlus(to)}\n${number}`);
    let left = random() * 100;
    const [, draw] = MIX.find(([share]) => (left -= share) < 0) ?? [0, answered];
    return draw(random, isSip(to));
  };
}

function answered(random: Random): CallBehaviour {
  const talkTime = between(random, 2, 180);
  const hangUp = random() < 0.5 ? 'callee' : 'xml';
  return { outcome: 'answered', ...rings(random), answerAfter: between(random, 2, 25), talkTime, hangUp };
}

function noAnswer(random: Random): CallBehaviour {
  const giveUpAfter = random() < 0.5 ? Infinity : between(random, 30, 60);
  return { outcome: 'no-answer', ...rings(random), giveUpAfter };
}

function machine(random: Random): CallBehaviour {
  const answerAfter = between(random, 15, 25);
  return { outcome: 'machine', ...rings(random), answerAfter, talkTime: between(random, 8, 60) };
}

function busy(random: Random): CallBehaviour {
  return { outcome: 'busy', endAfter: between(random, 0.5, 3) };
}

function declined(random: Random): CallBehaviour {
  return { outcome: 'declined', ...rings(random), declineAfter: between(random, 2, 12) };
}

function failed(random: Random, isSip: boolean): CallBehaviour {
  const causes = isSip ? [2000, 2020, 3120] : [2010, 3050, 3080];
  const cause = causes[Math.floor(random() * causes.length)] ?? 0;
  return { outcome: 'failed', cause, endAfter: between(random, 0.2, 2) };
}

function rings(random: Random): { readonly ringAfter: number } {
  return { ringAfter: between(random, 0.5, 3) };
}

/** Seconds, to the millisecond. */
function between(random: Random, least: number, most: number): number {
  return Math.round((least + random() * (most - least)) * 1000) / 1000;
}
