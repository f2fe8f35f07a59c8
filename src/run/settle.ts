import type { Fault } from '../diagnostics/fault.js';
import { trySaving, type Push } from '../git/save-lockfiles.js';
import type { Io } from '../io/io.js';
import type { RunResult } from '../steps/result.js';
import type { Target } from '../targets/target.js';
import type { RunPlan } from './run-plan.js';
import { waitForCalls } from './sync/wait-for-calls.js';

export interface SettleOptions {
  readonly target: Target;
  /** Whether to wait until every call has ended. */
  readonly wait: boolean;
  /** From the beginning of the run. */
  readonly stopAfterSeconds: number | undefined;
  /** Where the lockfiles are pushed to, when they are committed. */
  readonly commit: Push | undefined;
}

/** A run that is over, with what became of its calls. */
export interface Settled {
  readonly result: RunResult;
  /** Why the lockfiles could not be saved in git. */
  readonly unsaved?: Fault;
}

/** What follows the calls: waits for their ends and saves the lockfiles, whatever becomes of the waiting. */
export async function settle(
  io: Io,
  { plans, ledgers }: RunPlan,
  performed: RunResult,
  { target, wait, stopAfterSeconds, commit }: SettleOptions,
): Promise<Settled> {
  const ready = { ledgers, plans: plans.map(({ plan }) => plan) };
  const lockfiles = ready.plans.map(({ ledger }) => ledger.lockfile);
  let result = performed;
  let unsaved: Fault | undefined;
  const save = (to: Push): Promise<Fault | undefined> =>
    trySaving(io, lockfiles, to, result.signalExit !== undefined);
  try {
    // Waiting may take hours, and be cut off: that it could not be saved yet is said at the end.
    if (commit && wait) await save(commit);
    if (wait) result = await waitForCalls(io, ready, performed, target, stopAfterSeconds);
  } finally {
    // What was called is known only here until then.
    if (commit) unsaved = await save(commit);
  }
  return { result, ...(unsaved && { unsaved }) };
}
