import { lstatSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryTop } from '../workspace/settings/settings.js';
import { Fault } from '../diagnostics/fault.js';
import { differencesOf } from '../steps/approved-differences.js';
import { decodeSteps, describePlan, digestOfValue, latestOf, STEPS_FORMAT } from '../steps/approved.js';
import type { Choice } from '../steps/choose.js';
import { standingOf } from '../report/ledger/ledger.js';
import type { ApprovedSettings, ApprovedSteps } from '../schemas/steps.js';
import { decodeText, readBytes } from '../source/files/text.js';
import { display } from '../source/files/paths.js';
import type { Io } from '../io/io.js';
import { isForced, type Ready } from '../workspace/plans.js';
import { sendKey, type Planned } from '../workspace/decided.js';

/** What a run was decided to do. */
export interface Decided {
  readonly loaded: Ready['loaded'];
  readonly planned: readonly Planned[];
  readonly simulate: boolean;
  readonly choice: Choice & { readonly again: readonly string[] };
}

/** The steps in the form in which they are approved. */
export function describeSteps({ loaded, planned, simulate, choice }: Decided): ApprovedSteps {
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
    plans: planned.map(({ plan, ledger, header, steps }) =>
      describePlan({
        file: display(plan.path, top),
        name: plan.plan.name,
        edition: plan.edition,
        calls: plan.calls,
        header,
        ledger,
        steps,
      }),
    ),
  };
}

function settingsOf({ settings, policy }: Ready['loaded']): ApprovedSettings {
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

/** Steps that were approved, as a run is given them. */
export interface Approval {
  /** The file, as the user typed it. */
  readonly file: string;
  readonly approved: ApprovedSteps;
  /** The plans of them, as the user would type them. */
  readonly named: readonly string[];
  readonly choice: Decided['choice'];
  /** Their keys, by {@link sendKey}. */
  readonly keys: ReadonlySet<string>;
  /** The paths of the plans that had no lockfile. */
  readonly unrecorded: ReadonlySet<string>;
}

/** Reads a file of approved steps. Throws Fault `steps-file`, `file-unreadable`, or `steps-changed` for a plan that is gone. */
export function readApproval(io: Io, file: string): Approval {
  const approved = readSteps(io, file);
  const top = realpathSync.native(repositoryTop(io.cwd));
  const plans = approved.plans.map((plan) => ({ ...plan, path: join(top, plan.file) }));
  const gone = plans.filter(({ path }) => lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true);
  if (gone.length > 0)
    throw new Fault('steps-changed', { file, differences: gone.map((plan) => `${plan.file} is gone`) });
  const { again, only, max_calls } = approved.choice;
  return {
    file,
    approved,
    named: plans.map(({ path }) => display(path, io.cwd)),
    choice: { again, ...(only && { only }), ...(max_calls !== null && { maxCalls: max_calls }) },
    keys: new Set(
      plans.flatMap((plan) => plan.steps.map((step) => sendKey(plan, { edition: plan.edition, ...step }))),
    ),
    unrecorded: new Set(plans.filter(({ lockfile }) => lockfile === null).map(({ path }) => path)),
  };
}

function readSteps(io: Io, file: string): ApprovedSteps {
  const invalid = (problem: string): Fault => new Fault('steps-file', { file, problem });
  const source = decodeText(readBytes(resolve(io.cwd, file), file), file);
  if ('code' in source)
    throw invalid(source.code === 'too-large' ? 'it is too large' : 'it is not UTF-8 text');
  const approved = decodeSteps(source.text, invalid);
  if (approved.plans.length === 0) throw invalid('it has no plan');
  return approved;
}

/** Throws Fault `steps-changed` when the steps are not the ones that were approved, down to what they rest upon. */
export function refuseChanged({ file, approved }: Approval, decided: Decided): void {
  const top = realpathSync.native(decided.loaded.root);
  const ledgers = new Map(decided.planned.map(({ plan, ledger }) => [display(plan.path, top), ledger]));
  const differences = differencesOf(approved, describeSteps(decided), (plan, since) =>
    [...(ledgers.get(plan)?.values() ?? [])]
      .filter((entry) => since === null || latestOf(entry) > since)
      .map((entry) => {
        const by = entry.settled ? `, settled by ${entry.settled.by}` : '';
        return `${entry.id} ${standingOf(entry)} at ${latestOf(entry).slice(0, 19)}${by}`;
      }),
  );
  if (differences.length > 0) throw new Fault('steps-changed', { file, differences });
}
