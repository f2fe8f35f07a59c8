import { orThrow } from '../diagnostics/fatal.js';
import { loadSettings, plansFolder, type LoadedSettings } from '../workspace/settings/settings.js';
import { describe, isError } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import type { Entries } from '../ledger/entry.js';
import { companions } from '../ledger/lockfile/paths.js';
import { findPlans, type PlanFile } from '../source/files/find.js';
import { display, refuseLinkOut } from '../source/files/paths.js';
import type { Io } from '../io/io.js';
import { lockfileLedgers } from '../ledger/lockfile/ledgers.js';
import type { SettingFlags } from '../workspace/flags.js';
import { readPlan, type ReadPlan } from '../workspace/read-plan.js';
import { readyPlan, type ReadyPlan } from '../workspace/ready-plan.js';

/** A plan of a revision, with what its lockfile knew then, or why nobody can tell. */
export interface BasePlan {
  /** From the repository's top, with forward slashes. */
  readonly path: string;
  /** Whether the command line means it, rather than that a plan may have come of it under another name. */
  readonly isNamed: boolean;
  readonly ready?: { readonly plan: ReadyPlan; readonly entries: Entries };
  readonly problem?: string;
}

export interface Base {
  readonly loaded: LoadedSettings;
  readonly plans: readonly BasePlan[];
}

/** Where a revision is read. */
export interface There {
  /** As the command was started. */
  readonly io: Io;
  /** A copy of the revision. Absolute, without links. */
  readonly folder: string;
}

/**
 * The plans of a revision; `named` is what the command line says, from the repository's top. What is wrong with a plan is its problem;
 * with the settings it is thrown, as a Fault.
 */
export async function readBase(
  there: There,
  named: readonly string[],
  { config, ...flags }: SettingFlags,
): Promise<Base> {
  const { io, folder } = there;
  const loaded = await loadSettings({
    flags,
    env: io.env,
    cwd: folder,
    ...(config === undefined ? {} : { file: config }),
  });
  const [wrong] = loaded.diagnostics.filter(isError);
  if (wrong) throw new Fault('config-refused', { file: wrong.span.file, problem: describe(wrong).message });
  const meant = await find(loaded, named);
  const others = named.length === 0 ? [] : await find(loaded, []);
  const isNamed = new Set(meant.map(({ path }) => path));
  const plans: BasePlan[] = [];
  for (const file of [...meant, ...others.filter(({ path }) => !isNamed.has(path))]) {
    const known = await readOne(there, file, loaded);
    plans.push({ path: display(file.path, folder), isNamed: isNamed.has(file.path), ...known });
  }
  return { loaded, plans };
}

/** Names that the revision does not know bring nothing. */
async function find(loaded: LoadedSettings, named: readonly string[]): Promise<PlanFile[]> {
  const found = new Map<string, PlanFile>();
  for (const some of named.length === 0 ? [[]] : named.map((name) => [name])) {
    const options = {
      named: some,
      folder: plansFolder(loaded),
      cwd: loaded.root,
      root: loaded.root,
      companions,
    };
    const { plans } = await findPlans(options).catch(noneIf('usage'));
    for (const plan of plans) found.set(plan.path, plan);
  }
  return [...found.values()];
}

function noneIf(code: Fault['code']): (error: unknown) => { plans: readonly PlanFile[] } {
  return (error) => {
    if (error instanceof Fault && error.code === code) return { plans: [] };
    throw error;
  };
}

async function readOne(
  { io, folder }: There,
  file: PlanFile,
  loaded: LoadedSettings,
): Promise<Pick<BasePlan, 'ready' | 'problem'>> {
  const read = await readPlan(file, { root: loaded.root, cwd: loaded.root });
  if (!read.plan) return { problem: problemOf(read) };
  // Lockfiles are opened by their path as seen from where this process is.
  const ledgers = lockfileLedgers({ host: io.host, cwd: io.cwd, root: loaded.root, simulate: false });
  const plan = readyPlan(read, read.plan, { loaded, ledgers });
  const { lockfile } = plan.ledger;
  try {
    refuseLinkOut(lockfile.path, lockfile.file, folder);
    return { ready: { plan, entries: orThrow(await plan.ledger.read()).entries } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { problem: withoutFolder(error.message, { io, folder }) };
  }
}

/** A text without the path of the copy, which nobody has seen. */
export function withoutFolder(text: string, { io, folder }: There): string {
  return text.replaceAll(`${display(folder, io.cwd)}/`, '').replaceAll(`${folder}/`, '');
}

/** In words for everybody, since reports of the comparison are published. */
function problemOf({ diagnostics }: ReadPlan): string {
  const errors = diagnostics.filter(isError);
  const [first] = errors;
  const more =
    errors.length > 1 ? `, and ${errors.length - 1} more error${errors.length > 2 ? 's' : ''}` : '';
  if (!first) return 'it is no plan';
  const line = first.code === 'file-unreadable' ? '' : `line ${first.span.start.line}: `;
  return `${line}${describe(first).message}${more}`;
}
