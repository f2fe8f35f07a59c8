import { realpathSync } from 'node:fs';
import { Fault } from '../diagnostics/fault.js';
import { shownState } from '../report/ledger/entries.js';
import type { ApprovedSettings, ApprovedSteps } from '../schemas/steps.js';
import { display } from '../source/files/paths.js';
import { differencesOf } from '../steps/approved-differences.js';
import { describePlan, digestOfValue, latestOf, STEPS_FORMAT } from '../steps/approved.js';
import { isForced } from '../workspace/ready-plan.js';
import type { Approval } from './approval.js';
import type { RunPlan } from './run-plan.js';

/** The steps in the form in which they are approved. */
export function describeSteps({ loaded, plans, simulate, choice }: RunPlan): ApprovedSteps {
  const top = realpathSync.native(loaded.root);
  return {
    steps: STEPS_FORMAT,
    simulate,
    settings: settingsOf(loaded),
    choice: {
      again: [...choice.again],
      only: choice.only ? [...choice.only] : null,
      max_calls: choice.maxCalls ?? null,
    },
    plans: plans.map(({ plan, entries, header, steps }) =>
      describePlan({
        file: display(plan.path, top),
        name: plan.plan.name,
        edition: plan.edition,
        calls: plan.calls,
        header,
        entries,
        steps,
      }),
    ),
  };
}

function settingsOf({ settings, policy }: RunPlan['loaded']): ApprovedSettings {
  const { cps, concurrency, bulk, edition, max_failures } = settings;
  return {
    cps: cps.value,
    concurrency: concurrency.value,
    bulk: bulk.value,
    bulk_forced: isForced(bulk),
    edition: edition.value ?? null,
    max_failures: max_failures.value ?? null,
    policy: policy ? digestOfValue(policy.policy) : null,
  };
}

/** Throws Fault `steps-changed` when the steps are not the ones that were approved, down to what they rest upon. */
export function refuseChanged({ file, approved }: Approval, decided: RunPlan): void {
  const top = realpathSync.native(decided.loaded.root);
  const known = new Map(decided.plans.map(({ plan, entries }) => [display(plan.path, top), entries]));
  const differences = differencesOf(approved, describeSteps(decided), (plan, since) =>
    [...(known.get(plan)?.values() ?? [])]
      .filter((entry) => since === null || latestOf(entry) > since)
      .map((entry) => {
        const by = entry.settled ? `, settled by ${entry.settled.by}` : '';
        return `${entry.id} ${shownState(entry)} at ${latestOf(entry).slice(0, 19)}${by}`;
      }),
  );
  if (differences.length > 0) throw new Fault('steps-changed', { file, differences });
}
