import type { Entry } from '../../ledger/entry.js';
import type { Step } from '../../steps/decide.js';
import { countStandings, type StandingCounts } from '../ledger/ledger.js';
import { countSteps } from '../dry-run/steps.js';

/** A call of a run, and what became of it. */
export interface RunCall {
  readonly step: Step;
  /** What the ledger now knows of it. */
  readonly entry?: Entry;
  /** Whether this run sent it, as far as anybody knows. */
  readonly sent: boolean;
  /** From its intent to its outcome, when this run sent it. */
  readonly seconds?: number;
}

/** A plan of a run; its calls are in the plan's order. */
export interface RunPlan {
  readonly file: string;
  readonly name: string;
  readonly edition: string;
  readonly lockfile: string;
  readonly calls: readonly RunCall[];
  /** How long its calls took, all together. */
  readonly seconds: number;
}

/** All that is to be said of a run when it has ended, however it has. */
export interface RunReport {
  readonly plans: readonly RunPlan[];
  readonly began: Date;
  readonly seconds: number;
  /** Why the run ended before everything was sent. */
  readonly stopped?: string;
  /** Why what became of calls could not be written down, or what else went wrong after some were sent. */
  readonly failure?: string;
}

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
export function factsOf(calls: readonly RunCall[]): RunFacts {
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
