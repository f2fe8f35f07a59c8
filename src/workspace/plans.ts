import { expand, type Call } from '../calls/expand.js';
import type { LoadedSettings, Setting } from './settings/settings.js';
import { byPlace, describe, isError, type Diagnostic, type Span } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import type { Plan } from '../plan/plan.js';
import { DEFAULT_MAX_PROBLEMS, textReport } from '../report/findings/diagnostics.js';
import type { Findings } from '../report/findings/findings.js';
import type { FoundFile } from '../source/files/find.js';
import { refuseLinkOut } from '../source/files/paths.js';
import type { Ledger, Ledgers } from '../ledger/ledger.js';
import { lockfileLedgers } from '../ledger/lockfile/ledgers.js';
import { errColors, type Io } from '../io/io.js';
import type { SettingFlags } from './flags.js';
import { locatePlans, readPlan, type ReadPlan } from './plan-files.js';

/** A plan that may be run: free of errors, expanded into its calls. */
export interface ReadyPlan extends FoundFile {
  readonly plan: Plan;
  readonly edition: string;
  readonly calls: readonly Call[];
  /** The list files that it names, as the user would type them. */
  readonly lists: readonly string[];
  readonly ledger: Ledger;
  /** Where each call stands, by its index, if that was asked for. */
  readonly placeOf?: (index: number) => Span;
}

export interface Ready {
  readonly loaded: LoadedSettings;
  readonly ledgers: Ledgers;
  readonly plans: readonly ReadyPlan[];
}

/** What was found in plans and settings on the way to a run. */
export interface Read {
  readonly loaded: LoadedSettings;
  readonly ledgers: Ledgers;
  readonly findings: Pick<Findings, 'diagnostics' | 'files' | 'sources'>;
  /** Undefined when one of them or the settings have errors: nothing is run while any plan of the command line is wrong. */
  readonly plans?: readonly ReadyPlan[];
}

export interface ReadOptions {
  readonly simulate?: boolean | undefined;
  /** Whether it is of interest where each call stands: to know it takes much memory. */
  readonly places?: boolean;
}

/** The plans of a command line, ready to be decided upon. Undefined when something is wrong with them, which is then on stderr. */
export async function readyPlans(
  io: Io,
  named: readonly string[],
  { simulate, ...flags }: SettingFlags & Pick<ReadOptions, 'simulate'>,
): Promise<Ready | undefined> {
  const { loaded, ledgers, plans } = await readPlans(io, named, flags, { simulate });
  return plans && { loaded, ledgers, plans };
}

/** The plans of a command line and what is wrong with them, which is on stderr too. Throws Faults. */
export async function readPlans(
  io: Io,
  named: readonly string[],
  flags: SettingFlags,
  options: ReadOptions = {},
): Promise<Read> {
  const { loaded, found } = await locatePlans(io, named, flags);
  const ledgers = lockfileLedgers({
    host: io.host,
    cwd: io.cwd,
    root: loaded.root,
    simulate: options.simulate ?? false,
  });
  const plans: ReadPlan[] = [];
  for (const plan of found.plans) plans.push(await readPlan(plan, { root: loaded.root, cwd: io.cwd }));
  const diagnostics = [...loaded.diagnostics, ...plans.flatMap((plan) => plan.diagnostics)]
    // What is merely worth knowing is for validate to say.
    .filter((diagnostic) => describe(diagnostic).severity !== 'note')
    .sort(byPlace);
  refuseUnreadable(diagnostics);
  const filesRead = new Set(plans.flatMap(({ file, lists }) => [file, ...lists.map((list) => list.file)]));
  const findings = {
    diagnostics,
    files: [...(loaded.file === undefined ? [] : [loaded.file]), ...filesRead],
    sources: [loaded.source, ...plans.flatMap(({ source, lists }) => [source, ...lists])].filter(
      (source) => source !== undefined,
    ),
  };
  if (diagnostics.length > 0) {
    const about = { ...findings, files: [...filesRead] };
    io.stderr.write(textReport(about, errColors(io), DEFAULT_MAX_PROBLEMS));
  }
  if (diagnostics.some(isError)) return { loaded, ledgers, findings };
  const readied = plans.flatMap((read) =>
    read.plan ? [readyPlan(read, read.plan, { loaded, ledgers, ...options })] : [],
  );
  for (const { ledger } of readied) refuseLinkOut(ledger.lockfile.path, ledger.lockfile.file, loaded.root);
  return { loaded, ledgers, findings, plans: refuseShared(readied) };
}

/** The files that a run of plans is about, as the user would type them. */
export function filesOf({ loaded, plans }: Ready): string[] {
  const files = plans.flatMap((plan) => [plan.file, ...plan.lists, plan.ledger.lockfile.file]);
  return loaded.file === undefined ? files : [loaded.file, ...files];
}

/** A plan that cannot be read at all is a matter of the machine, not of what the plan says. */
function refuseUnreadable(diagnostics: readonly Diagnostic[]): void {
  for (const { code, args, span } of diagnostics)
    if (code === 'file-unreadable') throw new Fault(code, { file: span.file, problem: args.problem });
}

/** A plan that is free of errors, with its calls as the settings have them. */
export function readyPlan(
  read: ReadPlan,
  plan: Plan,
  { loaded, ledgers, places = false }: ReadyOptions,
): ReadyPlan {
  const { bulk, edition } = loaded.settings;
  return {
    file: read.file,
    path: read.path,
    plan,
    lists: read.lists.map(({ file }) => file),
    edition: edition.value ?? plan.edition ?? '1',
    calls: expand(plan, {
      ...(edition.value === undefined ? {} : { edition: edition.value }),
      ...(isForced(bulk) ? { forcedBulk: bulk.value } : { bulk: bulk.value }),
    }),
    ledger: ledgers.of({ file: read.file, path: read.path, name: plan.name }),
    ...(places && read.placeOf && { placeOf: read.placeOf }),
  };
}

interface ReadyOptions extends Pick<ReadOptions, 'places'> {
  readonly loaded: LoadedSettings;
  readonly ledgers: Ledgers;
}

/** Whether a setting comes before what the plans say. */
export function isForced({ origin }: Setting<unknown>): boolean {
  return origin === 'flag' || origin === 'environment';
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
    const first = byLockfile.get(plan.ledger.lockfile.path);
    if (first)
      throw new Fault('lockfile-shared', {
        first: first.file,
        second: plan.file,
        lockfile: plan.ledger.lockfile.file,
      });
    byLockfile.set(plan.ledger.lockfile.path, plan);
  }
  return plans;
}
