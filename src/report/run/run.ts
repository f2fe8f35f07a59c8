import type { CallResult } from '../../steps/result.js';
import { countStandings, type StandingCounts } from '../ledger/ledger.js';
import { countSteps } from '../dry-run/steps.js';

/** What a run may be reported in. A report that others than its reader may see masks phone numbers, unless told to show them. */
export interface RunReportOptions {
  readonly showNumbers: boolean;
}

/** How many calls of a run came to what. */
export interface RunFacts {
  readonly sent: number;
  /** How those that were sent stand. */
  readonly standings: StandingCounts;
  /** Not sent, since the run ended before. */
  readonly left: number;
  readonly called: number;
  readonly leftOut: number;
  /** A person has to decide. */
  readonly waiting: number;
  readonly held: number;
}

/** Counts calls by what came of them. */
export function factsOf(calls: readonly CallResult[]): RunFacts {
  const steps = countSteps(calls.map(({ step }) => step));
  const sent = calls.filter((call) => call.sent);
  const leftOut = calls.filter(({ step }) => step.reason.code === 'left-out').length;
  return {
    sent: sent.length,
    standings: countStandings(sent.flatMap(({ entry }) => (entry ? [entry] : []))),
    left: steps.send - sent.length,
    called: steps.skip - leftOut,
    leftOut,
    waiting: steps.ask,
    held: steps.hold,
  };
}
