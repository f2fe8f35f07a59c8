import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { startOfFile } from '../diagnostics/unreadable.js';
import { lockfileBeside } from '../ledger/lockfile/paths.js';
import { quote } from '../privacy/quoted.js';
import type { Rule } from '../plan/rules/rule.js';
import type { FoundFile, PlanFile } from '../source/files/find.js';
import { display } from '../source/files/paths.js';
import type { InspectedLockfile } from './inspect-lockfile.js';
import { locatePlans } from './locate.js';
import { readPlan, type ReadPlan, type ReadText } from './read-plan.js';
import type { LoadedSettings } from './settings/settings.js';
import { findShared, type NamedPlan } from './shared.js';
import {
  findingsOf,
  namedPlan,
  type Place,
  type WorkspaceFindings,
  type WorkspaceOptions,
} from './workspace.js';

/** What `validate` looks at: a workspace's findings, with those of its lockfiles and of what a run would refuse. */
export interface CheckedWorkspace {
  /** The repository's top. Absolute. */
  readonly root: string;
  readonly findings: WorkspaceFindings;
}

/** A plan when it has been checked: what is needed of it when all have been, and no more. */
interface CheckedPlan extends NamedPlan, Pick<ReadPlan, 'diagnostics' | 'source' | 'lists'> {
  readonly lockfile?: CheckedLockfile | undefined;
}

interface CheckedLockfile extends Pick<InspectedLockfile, 'file' | 'diagnostics'> {
  readonly exists: boolean;
  /** The name of the plan that it belongs to. */
  readonly plan?: string;
}

/** Checks the plans, lists, settings and lockfiles of a repository. Stops at nothing that is wrong in a file. Throws Faults. */
export async function checkWorkspace(place: Place, options: WorkspaceOptions): Promise<CheckedWorkspace> {
  const { named = [], flags = {}, readText } = options;
  const { loaded, found } = await locatePlans(place, named, flags);
  const plans: CheckedPlan[] = [];
  for (const plan of found.plans) plans.push(await checkPlan(plan, { place, loaded, readText }));
  const orphans = await checkOrphans(found.orphans, plans, { place, loaded });
  const lockfiles = onceEach([...plans.flatMap(({ lockfile }) => lockfile ?? []), ...orphans]);
  const diagnostics = [
    ...plans.flatMap((plan) => plan.diagnostics),
    ...lockfiles.flatMap((lockfile) => lockfile.diagnostics),
    ...findShared(plans, place.cwd),
  ];
  const existing = lockfiles.filter(({ exists }) => exists);
  return { root: loaded.root, findings: findingsOf(loaded, plans, existing, diagnostics) };
}

interface CheckContext {
  readonly place: Place;
  readonly loaded: LoadedSettings;
  readonly readText?: ReadText | undefined;
}

async function checkPlan(found: PlanFile, { place, loaded, readText }: CheckContext): Promise<CheckedPlan> {
  const beside = await inspectBeside(found, { place, loaded });
  const options = { root: loaded.root, cwd: place.cwd, readText };
  const read = await readPlan(found, beside ? { ...options, rules: beside.rules } : options);
  const { diagnostics, source, lists } = read;
  return { ...namedPlan(read), diagnostics, lists, ...(source && { source }), lockfile: beside?.lockfile };
}

/** What a plan must observe beyond itself. Where there is neither a lockfile nor a policy, what reads them need not be loaded. */
async function inspectBeside(
  { path, recorded, problem }: PlanFile,
  { place: { host, cwd }, loaded: { policy, settings, root } }: CheckContext,
): Promise<{ lockfile: CheckedLockfile; rules: readonly Rule[] } | undefined> {
  if (problem !== undefined || (!recorded && !policy)) return undefined;
  const { inspectLockfile, outerRules } = await import('./inspect-lockfile.js');
  const lockfile = await inspectLockfile(lockfileBeside(path), { host, cwd, root });
  return { lockfile: summaryOf(lockfile), rules: outerRules(lockfile, policy, settings.edition.value) };
}

function summaryOf({ file, known, diagnostics }: InspectedLockfile): CheckedLockfile {
  const exists = known !== undefined || diagnostics.length > 0;
  return { file, exists, ...(known && { plan: known.header.plan }), diagnostics };
}

/** The lockfiles without their plans, and for each the plan that was probably given another file name. */
async function checkOrphans(
  found: readonly FoundFile[],
  plans: readonly CheckedPlan[],
  { place: { host, cwd }, loaded: { root } }: CheckContext,
): Promise<CheckedLockfile[]> {
  if (found.length === 0) return [];
  const { inspectLockfile } = await import('./inspect-lockfile.js');
  const heirs = new Map(
    plans.filter(({ lockfile }) => lockfile?.exists !== true).map((plan) => [plan.name?.text, plan]),
  );
  const checked: CheckedLockfile[] = [];
  for (const { path } of found) {
    const lockfile = summaryOf(await inspectLockfile(path, { host, cwd, root }));
    const heir = lockfile.plan === undefined ? undefined : heirs.get(lockfile.plan);
    checked.push({ ...lockfile, diagnostics: [...lockfile.diagnostics, orphaned(lockfile, heir, cwd)] });
  }
  return checked;
}

function orphaned({ file, plan }: CheckedLockfile, heir: FoundFile | undefined, cwd: string): Diagnostic {
  return {
    code: 'lockfile-orphan',
    args: {
      ...(plan === undefined ? {} : { plan: quote(plan) }),
      ...(heir && {
        heir: {
          file: quote(heir.file),
          move: quote(`${file} ${display(lockfileBeside(heir.path), cwd)}`),
        },
      }),
    },
    span: startOfFile(file),
  };
}

/** Two plans may have been found beside one lockfile. */
function onceEach(lockfiles: readonly CheckedLockfile[]): CheckedLockfile[] {
  return [...new Map(lockfiles.map((lockfile) => [lockfile.file, lockfile])).values()];
}
