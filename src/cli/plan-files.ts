import { loadSettings, plansFolder, type LoadedSettings } from '../config/settings.js';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import { checkPlan } from '../plan/check.js';
import type { Rule } from '../plan/rules/rule.js';
import type { Plan } from '../schemas/plan.js';
import { findPlans, startOf, type Found, type PlanFile } from '../source/find.js';
import { decodeText, readBytes, type SourceText } from '../source/text.js';
import type { Io } from './io.js';
import type { SettingFlags } from './options.js';

/** A plan that was found, with what is wrong with it. */
export interface ReadPlan extends PlanFile {
  readonly plan?: Plan;
  /** Where the plan's name stands. */
  readonly named?: Span;
  readonly source?: SourceText;
  readonly diagnostics: readonly Diagnostic[];
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
  const found = await findPlans({ named, folder: plansFolder(loaded), cwd: io.cwd, root: loaded.root });
  return { loaded, found };
}

/** Reads and checks a plan. That it cannot be read is a diagnostic too. */
export function readPlan(found: PlanFile, more: readonly Rule[] = []): ReadPlan {
  const source = readSource(found);
  if ('code' in source) return { ...found, diagnostics: [source] };
  const checked = checkPlan(source, more);
  // Nobody wants to see a line of what is too large to be read, and there may be many such files.
  const shown = source.text.length < 100_000 || checked.diagnostics.every(({ code }) => code !== 'too-large');
  return { ...found, ...(shown && { source }), ...checked };
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
