import { byPlace, type Diagnostic, type Span } from '../diagnostics/diagnostic.js';
import { repeats } from '../plan/rules/repeats.js';
import type { FoundFile } from '../source/files/find.js';
import { display } from '../source/files/paths.js';
import { lockfileBeside } from '../ledger/lockfile/paths.js';
import type { SourceLines, SourceText } from '../source/files/text.js';
import {
  checkPair,
  summaryOf,
  type CheckContext,
  type CheckedLockfile,
  type CheckedPair,
} from './check-pair.js';
import type { Io } from '../io/io.js';
import type { SettingFlags } from './flags.js';
import { locatePlans } from './plan-files.js';

/** What is wrong with plans, settings and lockfiles. */
export interface CheckedFiles {
  /** The repository's top. Absolute. */
  readonly root: string;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was looked at. */
  readonly files: readonly string[];
  /** The texts of the files that are at hand. */
  readonly sources: readonly (SourceText | SourceLines)[];
}

/** Checks the plans of a command line with their lockfiles, and the settings. Stops at nothing that is wrong in a file. Throws Faults. */
export async function checkFiles(
  io: Io,
  named: readonly string[],
  flags: SettingFlags,
): Promise<CheckedFiles> {
  const { loaded, found } = await locatePlans(io, named, flags);
  const context: CheckContext = { host: io.host, cwd: io.cwd, loaded };
  const pairs: CheckedPair[] = [];
  for (const plan of found.plans) pairs.push(await checkPair(plan, context));
  const orphans = await checkOrphans(found.orphans, pairs, context);
  const lockfiles = onceEach([
    ...pairs.map(({ lockfile }) => lockfile).filter(({ exists }) => exists),
    ...orphans,
  ]);
  return {
    root: loaded.root,
    diagnostics: [
      ...loaded.diagnostics,
      ...pairs.flatMap(({ diagnostics }) => diagnostics),
      ...lockfiles.flatMap(({ diagnostics }) => diagnostics),
      ...sharedThings(pairs, io.cwd),
    ].sort(byPlace),
    files: [
      ...(loaded.file === undefined ? [] : [loaded.file]),
      ...new Set(pairs.flatMap(({ file, lists }) => [file, ...lists.map((list) => list.file)])),
      ...lockfiles.map(({ file }) => file),
    ],
    sources: [loaded.source, ...pairs.flatMap(({ source, lists }) => [source, ...lists])].filter(
      (source) => source !== undefined,
    ),
  };
}

/** Two plans may have been found beside one lockfile. */
function onceEach(lockfiles: readonly CheckedLockfile[]): CheckedLockfile[] {
  return [...new Map(lockfiles.map((lockfile) => [lockfile.file, lockfile])).values()];
}

/** The lockfiles without their plans, and for each the plan that was probably given another file name. */
async function checkOrphans(
  found: readonly FoundFile[],
  pairs: readonly CheckedPair[],
  { host, cwd, loaded: { root } }: CheckContext,
): Promise<CheckedLockfile[]> {
  if (found.length === 0) return [];
  const { inspectLockfile } = await import('./check-record.js');
  const heirs = new Map(
    pairs.filter(({ lockfile }) => !lockfile.exists).map((pair) => [pair.name?.text, pair]),
  );
  const checked: CheckedLockfile[] = [];
  for (const { path } of found) {
    const lockfile = summaryOf(await inspectLockfile(path, { host, cwd, root }));
    checked.push({ ...lockfile, diagnostics: [...lockfile.diagnostics, orphaned(lockfile, heirs)] });
  }
  return checked;
}

function orphaned(
  { file, plan }: CheckedLockfile,
  heirs: ReadonlyMap<string | undefined, CheckedPair>,
): Diagnostic {
  const heir = plan === undefined ? undefined : heirs.get(plan);
  const start = { line: 1, column: 1 };
  return {
    code: 'lockfile-orphan',
    args: {
      ...(plan === undefined ? {} : { plan }),
      ...(heir ? { heir: heir.file, move: `${file} ${heir.lockfile.file}` } : {}),
    },
    span: { file, start, end: start },
  };
}

/** What two plans must not have in common; a run refuses them. */
function sharedThings(plans: readonly CheckedPair[], cwd: string): Diagnostic[] {
  const lockfiles = repeats(plans.map(({ path }) => lockfileBeside(path)));
  const names = repeats(plans.map(({ name }) => name?.text));
  return [
    ...lockfiles.map(({ value, first, again }): Diagnostic => {
      const args = { lockfile: display(value, cwd) };
      return { code: 'lockfile-shared', args, span: startOf(plans[again]), related: startOf(plans[first]) };
    }),
    ...names.map(({ value, first, again }): Diagnostic => {
      const [span, related] = [plans[again], plans[first]].map((plan) => plan?.name?.span ?? startOf(plan));
      return { code: 'plan-name-shared', args: { name: value }, span, related } as Diagnostic;
    }),
  ];
}

function startOf(plan: CheckedPair | undefined): Span {
  const start = { line: 1, column: 1 };
  return { file: plan?.file ?? '', start, end: start };
}
