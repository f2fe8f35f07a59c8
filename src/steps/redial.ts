import type { Call } from '../calls/expand.js';
import { attemptsOf, type Entry } from '../ledger/entry.js';
import { isEnding, mayHaveRung } from '../ledger/states.js';

/** The next attempt that a plan's `retry` grants a call: its number, of how many, and when it is due. */
export interface Redial {
  readonly attempt: number;
  readonly of: number;
  readonly due: Date;
}

/**
 * The attempt that follows the one which `entry` tells of; `spent` when that was the last one, undefined when the plan does not ask for
 * any. Every attempt that may have rung counts, whatever it was made for: one budget a call. What is not known to have ended is never
 * followed by another; nor is what once was in doubt, or was found by its phone alone: its record may be that of somebody else's call.
 */
export function redialOf({ retry }: Call, entry: Entry): Redial | 'spent' | undefined {
  if (!retry || entry.settled || !(retry.on as readonly string[]).includes(entry.state)) return undefined;
  const rang = attemptsOf(entry).filter(({ state }) => mayHaveRung(state));
  if (rang.length >= retry.attempts) return 'spent';
  // An earlier attempt may still be talked, or be answered by now.
  if (!rang.every(({ state }) => isEnding(state))) return undefined;
  const ended = Date.parse(entry.call?.end_time ?? entry.at);
  return { attempt: rang.length + 1, of: retry.attempts, due: new Date(ended + retry.afterSeconds * 1000) };
}
