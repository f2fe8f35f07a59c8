import { orThrow } from '../diagnostics/fatal.js';
import type { Clock } from '../io/clock.js';
import { sendKeys, stepsOf, type KnownPlan, type Planned } from '../workspace/planned.js';
import type { ReadyPlan } from '../workspace/ready-plan.js';
import { refuseChanged } from './describe-steps.js';
import type { RunPlan, RunTerms } from './run-plan.js';

/** When a run's steps are decided. A rehearsal waits for nothing: its redials are due as soon as the call before has ended. */
export function timeOfDecision(simulate: boolean, clock: Clock): Date {
  return simulate ? new Date(8.64e15) : clock.date();
}

/** Reads the ledgers and decides the steps. Throws Faults. */
export async function prepare(plans: readonly ReadyPlan[], terms: RunTerms): Promise<RunPlan> {
  const { account, mayBegin, approval } = terms;
  // Whether a ledger was begun is compared with what was approved.
  const use = account && { account, create: mayBegin || approval !== undefined };
  const known = await Promise.all(
    plans.map(async (plan) => ({ plan, ...orThrow(await plan.ledger.read(use)) })),
  );
  return decideRun(known, terms);
}

/** The steps of plans whose ledgers have been read. Throws Fault `usage`, or `steps-changed` if other ones were approved. */
export function decideRun<P extends KnownPlan>(
  known: readonly P[],
  terms: RunTerms,
): RunPlan & { readonly plans: readonly (P & Planned)[] } {
  const { loaded, choice, now, approval } = terms;
  const plans = stepsOf(known, {
    ...choice,
    now,
    policy: loaded.policy,
    ...(approval && { approved: approval.keys }),
  });
  const runPlan = { ...terms, plans };
  if (approval) refuseChanged(approval, runPlan);
  return runPlan;
}

/**
 * Whether a plan that was never run may be begun. Approved steps outlive the machine that performed them: if its ledger is lost, they
 * would be performed once more.
 */
export function mayBegin({ path }: ReadyPlan, { mayBegin: may, approval }: RunTerms): boolean {
  return may && approval?.unrecorded.has(path) !== false;
}

/** Names every call that a run sends: what somebody agrees to. */
export function agreedCalls({ plans }: RunPlan): Set<string> {
  return sendKeys(plans);
}
