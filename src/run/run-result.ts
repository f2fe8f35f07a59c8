import { Exit } from '../diagnostics/exit.js';
import { keyOf, type Entry } from '../ledger/entry.js';
import type { RunCall, RunPlan, RunReport } from '../report/run/run.js';
import type { PlanResult, RunResult } from './perform-plans.js';

/** What there is to report of a run. */
export function reportOf({ plans, began, seconds, stopped, failure }: RunResult): RunReport {
  return {
    plans: plans.map(planOf),
    began,
    seconds,
    ...(stopped === undefined ? {} : { stopped }),
    ...(failure === undefined ? {} : { failure: failure.message }),
  };
}

function planOf({ plan, steps, sent, entryOf, seconds }: PlanResult): RunPlan {
  return {
    file: plan.file,
    name: plan.plan.name,
    edition: plan.edition,
    lockfile: plan.lockfile.file,
    seconds,
    calls: steps.map((step): RunCall => {
      const entry = entryOf(step);
      const took = sent.get(keyOf(step.call.edition, step.call.id));
      return {
        step,
        // Nobody but this run can have left it on its way.
        sent: took !== undefined || entry?.state === 'sending',
        ...(entry === undefined ? {} : { entry }),
        ...(took === undefined ? {} : { seconds: took }),
      };
    }),
  };
}

/** The exit code: a signal's own first, then what needs a person most. */
export function exitOf({ plans, stopped, timeIsUp = false, signalExit }: RunResult): number {
  if (signalExit !== undefined) return signalExit;
  const calls = plans.flatMap((plan) => planOf(plan).calls);
  const isIn = (state: Entry['state']): ((call: RunCall) => boolean) => {
    return ({ entry }) => entry?.state === state;
  };
  if (calls.some(isIn('in_doubt')) || calls.some(isIn('sending'))) return Exit.inDoubt;
  if (stopped !== undefined && !timeIsUp) return Exit.unable;
  if (calls.some((call) => call.sent && isIn('rejected')(call))) return Exit.findings;
  if (calls.some(({ step: { action } }) => action === 'ask' || action === 'hold')) return Exit.refused;
  return timeIsUp ? Exit.callsToPlace : Exit.fine;
}
