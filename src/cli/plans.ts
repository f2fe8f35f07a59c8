import { join, relative } from 'node:path';
import { expand, type Call } from '../calls/expand.js';
import { loadSettings, plansFolder, type LoadedSettings } from '../config/settings.js';
import { byPlace, describe, type Diagnostic } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import { checkPlan } from '../plan/check.js';
import { DEFAULT_MAX_PROBLEMS, textReport } from '../report/diagnostics.js';
import type { Plan } from '../schemas/plan.js';
import type { Rule } from '../plan/rules/rule.js';
import { mapBounded } from '../source/bounded.js';
import { findPlans, LOCKFILE_ENDING, startOf, type Found, type PlanFile } from '../source/find.js';
import { display, isInside, refuseLinkOut } from '../source/paths.js';
import { decodeText, readBytes, type SourceText } from '../source/text.js';
import { errColors, type Io } from './io.js';
import type { SettingFlags } from './options.js';

/** A plan that was found, with what is wrong with it. */
export interface ReadPlan extends PlanFile {
  readonly plan?: Plan;
  readonly source?: SourceText;
  readonly diagnostics: readonly Diagnostic[];
}

/** How many files are read at a time. */
export const FILES_AT_ONCE = 16;

/** Finds the plans of a command line and the settings that hold for them. Throws Faults. */
export async function locatePlans(
  io: Io,
  named: readonly string[],
  { config, ...flags }: SettingFlags,
): Promise<{ loaded: LoadedSettings; found: Found }> {
  const loaded = await loadSettings({
    flags,
    env: io.env,
    cwd: io.cwd,
    ...(named[0] === undefined ? {} : { start: await startOf(named[0], io.cwd) }),
    ...(config === undefined ? {} : { file: config }),
  });
  const found = await findPlans({ named, folder: plansFolder(loaded), cwd: io.cwd, root: loaded.root });
  return { loaded, found };
}

/** Reads and checks a plan. That it cannot be read is a diagnostic too. */
export async function readPlan(found: PlanFile, more: readonly Rule[] = []): Promise<ReadPlan> {
  const source = await readSource(found);
  return 'code' in source
    ? { ...found, diagnostics: [source] }
    : { ...found, source, ...checkPlan(source, more) };
}

async function readSource({ file, path, problem }: PlanFile): Promise<SourceText | Diagnostic> {
  if (problem !== undefined) return unreadable(file, problem);
  try {
    return decodeText(await readBytes(path, file), file);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'file-unreadable') throw error;
    return unreadable(file, (error as Fault<'file-unreadable'>).args.problem);
  }
}

/** The diagnostic of a file that cannot be read. */
export function unreadable(file: string, problem: string): Diagnostic {
  const start = { line: 1, column: 1 };
  return { code: 'file-unreadable', args: { problem }, span: { file, start, end: start } };
}

/** A plan that may be run: free of errors, expanded into its calls. */
export interface ReadyPlan extends PlanFile {
  readonly plan: Plan;
  readonly edition: string;
  readonly calls: readonly Call[];
  /** Absolute path of its lockfile, and the same as the user would type it. */
  readonly lockfile: { readonly path: string; readonly file: string };
  /** The folder below which all records of its kind lie. */
  readonly records: string;
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
  const { loaded, found } = await locatePlans(io, named, flags);
  const plans = await mapBounded(found.plans, FILES_AT_ONCE, (plan) => readPlan(plan));
  const diagnostics = [...loaded.diagnostics, ...plans.flatMap((plan) => plan.diagnostics)]
    // What is merely worth knowing is for validate to say.
    .filter((diagnostic) => describe(diagnostic).severity !== 'note')
    .sort(byPlace);
  refuseUnreadable(diagnostics);
  if (diagnostics.length > 0) {
    const files = plans.map(({ file }) => file);
    const sources = [loaded.source, ...plans.map(({ source }) => source)].filter(
      (source) => source !== undefined,
    );
    io.stderr.write(textReport({ diagnostics, files, sources }, errColors(io), DEFAULT_MAX_PROBLEMS));
  }
  if (diagnostics.some((diagnostic) => describe(diagnostic).severity === 'error')) return undefined;
  const readied = plans.flatMap((read) =>
    read.plan ? [ready(read, read.plan, loaded, io.cwd, simulate === true)] : [],
  );
  for (const { lockfile } of readied) await refuseLinkOut(lockfile.path, lockfile.file, loaded.root);
  return { loaded, plans: refuseShared(readied) };
}

/** A plan that cannot be read at all is a matter of the machine, not of what the plan says. */
function refuseUnreadable(diagnostics: readonly Diagnostic[]): void {
  for (const { code, args, span } of diagnostics)
    if (code === 'file-unreadable') throw new Fault(code, { file: span.file, problem: args.problem });
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
    records: simulate ? join(loaded.root, '.callplan') : loaded.root,
  };
}

/** Beside the plan; for simulated runs the same path below `.callplan/` in `simulatedBelow`, so that a rehearsal never touches the record. */
export function lockfileOf(plan: string, simulatedBelow?: string): string {
  const lockfile = plan.replace(/\.ya?ml$/, '') + LOCKFILE_ENDING;
  if (simulatedBelow === undefined) return lockfile;
  return join(
    simulatedBelow,
    '.callplan',
    isInside(lockfile, simulatedBelow) ? relative(simulatedBelow, lockfile) : lockfile,
  );
}

/** Two plans with one lockfile would each take the other's calls for calls that were removed; two of one name are most likely a copy. */
function refuseShared(plans: readonly ReadyPlan[]): readonly ReadyPlan[] {
  const byLockfile = new Map<string, ReadyPlan>();
  const byName = new Map<string, ReadyPlan>();
  for (const plan of plans) {
    const { name } = plan.plan;
    const namesake = byName.get(name);
    if (namesake) throw new Fault('plan-name-shared', { first: namesake.file, second: plan.file, name });
    byName.set(name, plan);
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
