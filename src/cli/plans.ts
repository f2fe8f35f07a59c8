import { join, relative } from 'node:path';
import { expand, type Call } from '../calls/expand.js';
import { loadSettings, plansFolder, type LoadedSettings } from '../config/settings.js';
import { byPlace, describe, type Diagnostic } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import { checkPlan } from '../plan/check.js';
import { diagnosticsSummary, diagnosticsText } from '../report/diagnostics.js';
import type { Plan } from '../schemas/plan.js';
import { display, findPlans, isInside, refuseLinkOut, type PlanFile } from '../source/find.js';
import { decodeText, readBytes } from '../source/text.js';
import { errColors, type Io } from './io.js';
import type { SettingFlags } from './options.js';

/** A plan that was found, with what is wrong with it. */
export interface ReadPlan extends PlanFile {
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds and checks the plans of a command line, with the settings that hold for them. Throws Faults. */
export async function readPlans(
  io: Io,
  named: readonly string[],
  { config, ...flags }: SettingFlags,
): Promise<{ loaded: LoadedSettings; plans: ReadPlan[] }> {
  const loaded = await loadSettings({
    flags,
    env: io.env,
    cwd: io.cwd,
    ...(config === undefined ? {} : { file: config }),
  });
  const files = await findPlans({ named, folder: plansFolder(loaded), cwd: io.cwd, root: loaded.root });
  const plans: ReadPlan[] = [];
  for (const file of files) plans.push(await readPlan(file));
  return { loaded, plans };
}

async function readPlan(file: PlanFile): Promise<ReadPlan> {
  const source = decodeText(await readBytes(file.path, file.file), file.file);
  return { ...file, ...('code' in source ? { diagnostics: [source] } : checkPlan(source)) };
}

/** A plan that may be run: free of errors, expanded into its calls. */
export interface ReadyPlan extends PlanFile {
  readonly plan: Plan;
  readonly edition: string;
  readonly calls: readonly Call[];
  /** Absolute path of its lockfile, and the same as the user would type it. */
  readonly lockfile: { readonly path: string; readonly file: string };
}

export interface Ready {
  readonly loaded: LoadedSettings;
  readonly plans: readonly ReadyPlan[];
}

/**
 * The plans of a command line, ready to be decided upon; undefined when one of them or the settings have errors, which are then on
 * stderr. Nothing is run while any plan of the command line is wrong.
 */
export async function readyPlans(
  io: Io,
  named: readonly string[],
  { simulate, ...flags }: SettingFlags & { readonly simulate?: boolean },
): Promise<Ready | undefined> {
  const { loaded, plans } = await readPlans(io, named, flags);
  const diagnostics = [...loaded.diagnostics, ...plans.flatMap((plan) => plan.diagnostics)].sort(byPlace);
  if (diagnostics.length > 0) {
    io.stderr.write(diagnosticsText(diagnostics, errColors(io)));
    io.stderr.write(diagnosticsSummary(diagnostics, plans.length));
  }
  if (diagnostics.some((diagnostic) => describe(diagnostic).severity === 'error')) return undefined;
  const readied = plans.flatMap((read) =>
    read.plan ? [ready(read, read.plan, loaded, io.cwd, simulate === true)] : [],
  );
  for (const { lockfile } of readied) await refuseLinkOut(lockfile.path, lockfile.file, loaded.root);
  return { loaded, plans: refuseShared(readied) };
}

function ready(
  read: PlanFile,
  plan: Plan,
  loaded: LoadedSettings,
  cwd: string,
  simulate: boolean,
): ReadyPlan {
  const { bulk, edition } = loaded.settings;
  const forced = bulk.origin === 'flag' || bulk.origin === 'environment';
  const path = lockfileOf(read.path, simulate ? loaded.root : undefined);
  return {
    file: read.file,
    path: read.path,
    plan,
    edition: edition.value ?? plan.edition ?? '1',
    calls: expand(plan, {
      ...(edition.value === undefined ? {} : { edition: edition.value }),
      ...(forced ? { forcedBulk: bulk.value } : { bulk: bulk.value }),
    }),
    lockfile: { path, file: display(path, cwd) },
  };
}

/** Beside the plan; for simulated runs the same path below `.callplan/` in `simulatedBelow`, so that a rehearsal never touches the record. */
export function lockfileOf(plan: string, simulatedBelow?: string): string {
  const lockfile = plan.replace(/\.ya?ml$/, '') + '.lock.jsonl';
  if (simulatedBelow === undefined) return lockfile;
  return join(
    simulatedBelow,
    '.callplan',
    isInside(lockfile, simulatedBelow) ? relative(simulatedBelow, lockfile) : lockfile,
  );
}

/** Two plans with one lockfile would each take the other's calls for calls that were removed. */
function refuseShared(plans: readonly ReadyPlan[]): readonly ReadyPlan[] {
  const byLockfile = new Map<string, ReadyPlan>();
  for (const plan of plans) {
    const first = byLockfile.get(plan.lockfile.path);
    if (first)
      throw new Fault('lockfile-shared', {
        first: first.file,
        second: plan.file,
        lockfile: plan.lockfile.file,
      });
    byLockfile.set(plan.lockfile.path, plan);
  }
  return plans;
}
