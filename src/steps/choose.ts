import type { Step } from './decide.js';
import { keyOf, type Entries } from '../ledger/entry.js';

/** Which of its calls a run is for. Everything is, unless something is said. */
export interface Choice {
  /** Ids; `rejected` stands for all calls whose last attempt Plivo rejected. */
  readonly only?: readonly string[];
  /** The most calls that are sent. */
  readonly maxCalls?: number;
}

/** In `only`: the calls that Plivo rejected. */
export const REJECTED = 'rejected';

/** A plan's steps beside what its ledger knows. */
interface Decided {
  readonly steps: readonly Step[];
  readonly entries: Entries;
}

/** The steps of several plans, those that were not chosen left out; of the calls to send the first `maxCalls` stay. Pure. */
export function choose<D extends Decided>(
  plans: readonly D[],
  { only, maxCalls = Infinity }: Choice,
): (D & { steps: Step[] })[] {
  let sent = 0;
  return plans.map((plan) => ({
    ...plan,
    steps: plan.steps.map((step) => {
      if (only && !isAmong(only, step, plan.entries)) return leaveOut(step, '--only');
      if (step.action !== 'send' || ++sent <= maxCalls) return step;
      return leaveOut(step, `--max-calls ${maxCalls}`);
    }),
  }));
}

function isAmong(only: readonly string[], { call }: Step, entries: Entries): boolean {
  if (only.includes(call.id)) return true;
  return only.includes(REJECTED) && entries.get(keyOf(call.edition, call.id))?.state === 'rejected';
}

/** The step of a call that is not meant this time. What is done stays done. */
export function leaveOut(step: Step, by: string): Step {
  return step.action === 'skip' ? step : { ...step, action: 'skip', reason: { code: 'left-out', by } };
}
