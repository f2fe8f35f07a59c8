import { loadSettings, plansFolder, type LoadedSettings } from './settings/settings.js';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import { checkDocument, readPlanText } from '../plan/check.js';
import type { Lists } from '../plan/join-lists.js';
import { companions } from '../ledger/lockfile/paths.js';
import type { Plan } from '../plan/plan.js';
import type { Rule } from '../plan/rules/rule.js';
import { findPlans, startOf, type Found, type PlanFile } from '../source/files/find.js';
import type { ListPlace } from '../source/lists/list-files.js';
import { decodeText, readBytes, type SourceLines, type SourceText } from '../source/files/text.js';
import type { Io } from '../io/io.js';
import type { SettingFlags } from './flags.js';

/** A plan that was found, with what is wrong with it. */
export interface ReadPlan extends PlanFile {
  readonly plan?: Plan;
  /** Where the plan's name stands. */
  readonly named?: Span;
  /** Where each call of it stands, by its index. */
  readonly placeOf?: (index: number) => Span;
  readonly source?: SourceText;
  /** The list files that it names, as far as they could be read. */
  readonly lists: readonly SourceLines[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a plan is read, and what it must observe beside itself. */
export interface ReadOptions extends Omit<ListPlace, 'plan'> {
  readonly rules?: readonly Rule[];
}

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
    ...(named[0] === undefined ? {} : { start: startOf(named[0], io.cwd) }),
    ...(config === undefined ? {} : { file: config }),
  });
  const found = await findPlans({
    named,
    folder: plansFolder(loaded),
    cwd: io.cwd,
    root: loaded.root,
    companions,
  });
  return { loaded, found };
}

/** Reads and checks a plan with its lists, each file once. That one cannot be read is a diagnostic too. */
export async function readPlan(found: PlanFile, { rules = [], root, cwd }: ReadOptions): Promise<ReadPlan> {
  const source = readSource(found);
  if ('code' in source) return { ...found, lists: [], diagnostics: [source] };
  const { document, lists: named } = readPlanText(source);
  const lists = await readLists(named, { plan: found.path, root, cwd });
  const checked = checkDocument(document, { lists, rules });
  // Nobody wants to see a line of what is too large to be read, and there may be many such files.
  const shown = source.text.length < 100_000 || checked.diagnostics.every(({ code }) => code !== 'too-large');
  const read = [...lists.values()].filter((list) => 'rows' in list);
  return {
    ...found,
    ...(shown && { source }),
    lists: checked.diagnostics.length > 0 ? read : read.map(({ file }) => ({ file, line: () => undefined })),
    ...checked,
  };
}

/** Reads lists by the names that a plan gives them. What reads them is loaded when there is one. */
async function readLists(named: readonly string[], place: ListPlace): Promise<Lists> {
  if (named.length === 0) return new Map();
  const { openList } = await import('../source/lists/list-files.js');
  return new Map(named.map((name) => [name, openList(name, place)]));
}

function readSource({ file, path, problem }: PlanFile): SourceText | Diagnostic {
  if (problem !== undefined) return unreadable(file, problem);
  try {
    return decodeText(readBytes(path, file), file);
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
