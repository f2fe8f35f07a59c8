import type { CallResult } from '../../steps/result.js';
import { countSteps } from '../dry-run/counts.js';
import { countStates, stateCountsText, type StateCounts } from '../ledger/entries.js';

/** How many calls of a run came to what. */
export interface ResultCounts {
  readonly sent: number;
  /** The states of those that were sent. */
  readonly states: StateCounts;
  /** Not sent, because the run ended before. */
  readonly unsent: number;
  readonly alreadyCalled: number;
  readonly leftOut: number;
  /** A person has to decide. */
  readonly waiting: number;
  readonly held: number;
}

/** Counts calls by what came of them. */
export function countResults(calls: readonly CallResult[]): ResultCounts {
  const steps = countSteps(calls.map(({ step }) => step));
  const sent = calls.filter((call) => call.sent);
  const leftOut = calls.filter(({ step }) => step.reason.code === 'left-out').length;
  return {
    sent: sent.length,
    states: countStates(sent.flatMap(({ entry }) => (entry ? [entry] : []))),
    unsent: steps.send - sent.length,
    alreadyCalled: steps.skip - leftOut,
    leftOut,
    waiting: steps.ask,
    held: steps.hold,
  };
}

/** `4 sent: 3 fired, 1 rejected; 2 already called` */
export function resultCountsText(counts: ResultCounts): string {
  const { sent, states, unsent, alreadyCalled, leftOut, waiting, held } = counts;
  return [
    sent > 0 ? `${sent} sent: ${stateCountsText(states)}` : 'nothing sent',
    ...(unsent > 0 ? [`${unsent} not sent`] : []),
    ...(alreadyCalled > 0 ? [`${alreadyCalled} already called`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out`] : []),
    ...(waiting > 0 ? [`${waiting} wait for a decision`] : []),
    ...(held > 0 ? [`${held} held`] : []),
  ].join('; ');
}
