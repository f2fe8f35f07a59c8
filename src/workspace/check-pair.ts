import type { LoadedSettings } from './settings/settings.js';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import type { Host } from '../io/lock/identity.js';
import type { Rule } from '../plan/rules/rule.js';
import type { PlanFile } from '../source/files/find.js';
import { display } from '../source/files/paths.js';
import { lockfileBeside } from '../ledger/lockfile/paths.js';
import type { SourceLines, SourceText } from '../source/files/text.js';
import type { InspectedLockfile } from './check-record.js';
import { readPlan } from './plan-files.js';

/** What every pair is checked against. */
export interface CheckContext {
  readonly host: Host;
  /** Absolute. */
  readonly cwd: string;
  readonly loaded: LoadedSettings;
}

/** A plan and the lockfile beside it, checked: what is needed of them when all have been, and no more. */
export interface CheckedPair {
  readonly file: string;
  readonly path: string;
  /** The plan's name, where it is free of errors. */
  readonly name?: { readonly text: string; readonly span: Span };
  readonly diagnostics: readonly Diagnostic[];
  readonly source?: SourceText;
  readonly lists: readonly SourceLines[];
  readonly lockfile: CheckedLockfile;
}

export interface CheckedLockfile {
  readonly file: string;
  readonly exists: boolean;
  /** The name of the plan whose record it is. */
  readonly plan?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a plan and, where there is one, its lockfile. */
export async function checkPair(found: PlanFile, context: CheckContext): Promise<CheckedPair> {
  const record = await inspectRecord(found, context);
  const { loaded, cwd } = context;
  const read = await readPlan(found, { ...(record && { rules: record.rules }), root: loaded.root, cwd });
  const { file, path, plan, named, source, lists, diagnostics } = read;
  return {
    file,
    path,
    ...(plan && named && { name: { text: plan.name, span: named } }),
    diagnostics,
    ...(source && { source }),
    lists,
    lockfile: record?.lockfile ?? {
      file: display(lockfileBeside(path), cwd),
      exists: false,
      diagnostics: [],
    },
  };
}

interface InspectedRecord {
  readonly lockfile: CheckedLockfile;
  readonly rules: readonly Rule[];
}

/** What a plan must observe beyond itself. Where there is neither a lockfile nor a policy, what reads them need not be loaded. */
async function inspectRecord(
  { path, recorded, problem }: PlanFile,
  { host, cwd, loaded: { policy, settings, root } }: CheckContext,
): Promise<InspectedRecord | undefined> {
  if (problem !== undefined || (!recorded && !policy)) return undefined;
  const { inspectLockfile, outerRules } = await import('./check-record.js');
  const lockfile = await inspectLockfile(lockfileBeside(path), { host, cwd, root });
  return { lockfile: summaryOf(lockfile), rules: outerRules(lockfile, policy, settings.edition.value) };
}

/** A lockfile as far as others need to know of it. */
export function summaryOf({ file, known, diagnostics }: InspectedLockfile): CheckedLockfile {
  const exists = known !== undefined || diagnostics.length > 0;
  return { file, exists, ...(known && { plan: known.header.plan }), diagnostics };
}
