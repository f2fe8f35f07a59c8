import { byPlace, describe, isError, type Diagnostic } from '../diagnostics/diagnostic.js';
import { unreadable } from '../diagnostics/unreadable.js';
import type { World } from '../io/io.js';
import type { Ledgers } from '../ledger/ledger.js';
import { lockfileLedgers } from '../ledger/lockfile/ledgers.js';
import type { Findings } from '../report/findings/findings.js';
import { linkOut } from '../source/files/paths.js';
import type { SettingFlags } from './flags.js';
import { locatePlans } from './locate.js';
import { readPlan, type ReadPlan, type ReadText } from './read-plan.js';
import { readyPlan, type ReadyPlan } from './ready-plan.js';
import type { LoadedSettings } from './settings/settings.js';
import { findShared, type NamedPlan } from './shared.js';

/** What a workspace needs of the world. */
export type Place = Pick<World, 'cwd' | 'env' | 'host'>;

export interface WorkspaceOptions {
  /** The plans: files, folders and patterns relative to the working folder. By default those in the folder of the settings. */
  readonly named?: readonly string[];
  readonly flags?: SettingFlags;
  /** Whether the ledgers are those of rehearsals. */
  readonly simulate?: boolean | undefined;
  /** Whether it is of interest where each call is: to know it takes much memory. */
  readonly places?: boolean | undefined;
  readonly readText?: ReadText | undefined;
}

/** What is wrong with the files of a repository. */
export type WorkspaceFindings = Pick<Findings, 'diagnostics' | 'files' | 'sources'>;

/** What a command line means in a repository. */
export interface Workspace {
  /** Whether the ledgers are those of rehearsals. */
  readonly simulate: boolean;
  readonly loaded: LoadedSettings;
  readonly ledgers: Ledgers;
  readonly findings: WorkspaceFindings;
  /** Undefined when a plan or the settings have errors: nothing is run while any plan of the command line is wrong. */
  readonly plans?: readonly ReadyPlan[];
}

/** A workspace without errors. */
export type Ready = Workspace & Required<Pick<Workspace, 'plans'>>;

/** Reads the settings, plans and lists of a repository. Stops at nothing that is wrong in a file. Throws Faults for the command line. */
export async function openWorkspace(place: Place, options: WorkspaceOptions = {}): Promise<Workspace> {
  const { cwd, host } = place;
  const { named = [], flags = {}, simulate = false, places, readText } = options;
  const { loaded, found: files } = await locatePlans(place, named, flags);
  const ledgers = lockfileLedgers({ host, cwd, root: loaded.root, simulate });
  const read: ReadPlan[] = [];
  for (const plan of files.plans) read.push(await readPlan(plan, { root: loaded.root, cwd, readText }));
  const diagnostics = [
    ...read.flatMap((plan) => plan.diagnostics),
    ...read.flatMap((plan) => leadsOut(plan, ledgers, loaded.root)),
    ...findShared(read.map(namedPlan), cwd),
  ];
  const found = findingsOf(loaded, read, [], diagnostics);
  // What is merely worth knowing is for validate to say.
  const notable = found.diagnostics.filter((one) => describe(one).severity !== 'note');
  const findings = { ...found, diagnostics: notable };
  if (notable.some(isError)) return { loaded, ledgers, simulate, findings };
  const plans = read.flatMap((one) =>
    one.plan ? [readyPlan(one, one.plan, { loaded, ledgers, places })] : [],
  );
  return { loaded, ledgers, simulate, findings, plans };
}

/** A branch from a stranger could have a link in the lockfile's place. */
function leadsOut({ file, path, plan }: ReadPlan, ledgers: Ledgers, root: string): Diagnostic[] {
  if (!plan) return [];
  const { lockfile } = ledgers.of({ file, path, name: plan.name });
  const problem = linkOut(lockfile.path, root);
  return problem === undefined ? [] : [unreadable(lockfile.file, problem)];
}

/** A plan as far as others need to know of it. */
export function namedPlan({ file, path, plan, named }: ReadPlan): NamedPlan {
  return { file, path, ...(plan && named && { name: { text: plan.name, span: named } }) };
}

/** All that was found, sorted by place, with the files that were looked at and the texts at hand. */
export function findingsOf(
  loaded: LoadedSettings,
  plans: readonly Pick<ReadPlan, 'file' | 'source' | 'lists'>[],
  lockfiles: readonly { readonly file: string }[],
  diagnostics: readonly Diagnostic[],
): WorkspaceFindings {
  return {
    diagnostics: [...loaded.diagnostics, ...diagnostics].sort(byPlace),
    files: [
      ...(loaded.file === undefined ? [] : [loaded.file]),
      ...new Set(plans.flatMap(({ file, lists }) => [file, ...lists.map((list) => list.file)])),
      ...lockfiles.map(({ file }) => file),
    ],
    sources: [loaded.source, ...plans.flatMap(({ source, lists }) => [source, ...lists])].filter(
      (source) => source !== undefined,
    ),
  };
}

/** The files that a run of a workspace is about, as the user would type them. */
export function filesOf({ loaded, plans }: Ready): string[] {
  const files = plans.flatMap((plan) => [plan.file, ...plan.lists, plan.ledger.lockfile.file]);
  return loaded.file === undefined ? files : [loaded.file, ...files];
}
