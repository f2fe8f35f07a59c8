import { createRandom, type Random } from '../core/random.js';

/**
 * What a destination does when it is called. All times are in seconds; one that is negative or no number counts as 0, and
 * Infinity is never. Whatever is said here, `ring_timeout`, `time_limit`, `hangup_on_ring` and machine detection end the call first
 * when they are due.
 */
export type CallBehaviour = Answered | Machine | NoAnswer | Busy | Declined | Failed;

interface Rings {
  /** From dialling to the first ring. Default 1. */
  readonly ringAfter?: number;
}

/** A person takes the call. */
export interface Answered extends Rings {
  readonly outcome: 'answered';
  /** From the first ring. Default 5. */
  readonly answerAfter?: number;
  /** From the answer to the hang-up. Default 30. */
  readonly talkTime?: number;
  /** Who ends it: the person (cause 4000) or the answer's XML, which came to its end (4010). Default `callee`. */
  readonly hangUp?: 'callee' | 'xml';
}

/** A machine takes the call, and hangs up after `talkTime`, unless machine detection does so before. */
export interface Machine extends Rings {
  readonly outcome: 'machine';
  /** From the first ring. Default 20. */
  readonly answerAfter?: number;
  /** From the answer to the hang-up. Default 30. */
  readonly talkTime?: number;
}

/** Nobody takes the call. */
export interface NoAnswer extends Rings {
  readonly outcome: 'no-answer';
  /** From the first ring, when the network gives up (cause 3000). Default Infinity: it rings until `ring_timeout` (6010). */
  readonly giveUpAfter?: number;
}

/** The line is busy (cause 3010): it never rings. */
export interface Busy {
  readonly outcome: 'busy';
  /** From dialling. Default 1. */
  readonly endAfter?: number;
}

/** The person turns the call down (cause 3110). */
export interface Declined extends Rings {
  readonly outcome: 'declined';
  /** From the first ring. Default 4. */
  readonly declineAfter?: number;
}

/** It never rings. */
export interface Failed {
  readonly outcome: 'failed';
  /** A hangup cause code, such as 2000 or 3080. */
  readonly cause: number;
  /** From dialling. Default 1. */
  readonly endAfter?: number;
}

/** What a behaviour is chosen by. */
export interface DialledCall {
  readonly from: string;
  /** One destination, as written in the request. */
  readonly to: string;
  readonly requestUuid: string;
  /** Which call to this destination it is, from 1, among those that the emulator remembers. */
  readonly number: number;
}

/** Chosen once for each call, when it is dialled. It must not throw. */
export type ChooseBehaviour = (call: DialledCall) => CallBehaviour;

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
 * A plausible mix: of a hundred calls 62 are answered and talked, 15 ring unanswered (half of them until `ring_timeout`), 12 are
 * taken by a machine, 5 meet a busy line, 3 are declined and 3 fail. Chosen by the seed, the destination (with or without its plus)
 * and the call's number alone, so that the order in which calls come in does not matter.
 */
export function createMix(seed: string): ChooseBehaviour {
  return ({ to, number }) => {
    const random = createRandom(`${seed}\n${to.replace(/^\+/, '')}\n${number}`);
    let left = random() * 100;
    const [, draw] = MIX.find(([share]) => (left -= share) < 0) ?? [0, answered];
    return draw(random, /^sip:/i.test(to));
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
