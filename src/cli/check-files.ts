import { policyRule } from '../calls/policy-rule.js';
import type { LoadedSettings } from '../config/settings.js';
import { byPlace, type Diagnostic } from '../diagnostics/diagnostic.js';
import { headerRule, limitRule } from '../lockfile/rules.js';
import { repeats, type Repeat } from '../plan/rules/repeats.js';
import type { Rule } from '../plan/rules/rule.js';
import { mapBounded } from '../source/bounded.js';
import type { FoundFile, PlanFile } from '../source/find.js';
import { display } from '../source/paths.js';
import type { SourceText } from '../source/text.js';
import type { Io } from './io.js';
import { inspectLockfile, type InspectedLockfile } from './lockfiles.js';
import type { SettingFlags } from './options.js';
import { FILES_AT_ONCE, locatePlans, lockfileOf, readPlan, type ReadPlan } from './plans.js';

/** What is wrong with plans, settings and lockfiles. */
export interface CheckedFiles {
  /** The repository's top. Absolute. */
  readonly root: string;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was looked at. */
  readonly files: readonly string[];
  /** The texts of the files that are at hand. */
  readonly sources: readonly SourceText[];
}

/** Checks the plans of a command line with their lockfiles, and the settings. Stops at nothing that is wrong in a file. Throws Faults. */
export async function checkFiles(
  io: Io,
  named: readonly string[],
  flags: SettingFlags,
): Promise<CheckedFiles> {
  const { loaded, found } = await locatePlans(io, named, flags);
  const pairs = await mapBounded(found.plans, FILES_AT_ONCE, (plan) => checkPair(io, plan, loaded));
  const orphans = await mapBounded(found.orphans, FILES_AT_ONCE, (orphan) =>
    checkOrphan(io, orphan, loaded.root, pairs),
  );
  const plans = pairs.map(({ plan }) => plan);
  const lockfiles = onceEach([...pairs.map(({ lockfile }) => lockfile).filter(exists), ...orphans]);
  return {
    root: loaded.root,
    diagnostics: [
      ...loaded.diagnostics,
      ...plans.flatMap(({ diagnostics }) => diagnostics),
      ...lockfiles.flatMap(({ diagnostics }) => diagnostics),
      ...sharedThings(plans, io.cwd),
    ].sort(byPlace),
    files: [
      ...(loaded.file === undefined ? [] : [loaded.file]),
      ...plans.map(({ file }) => file),
      ...lockfiles.map(({ file }) => file),
    ],
    sources: [loaded.source, ...plans.map(({ source }) => source)].filter((source) => source !== undefined),
  };
}

/** A plan and the lockfile beside it. */
interface Pair {
  readonly plan: ReadPlan;
  readonly lockfile: InspectedLockfile;
}

async function checkPair(io: Io, found: PlanFile, loaded: LoadedSettings): Promise<Pair> {
  const path = lockfileOf(found.path);
  const lockfile =
    found.problem === undefined
      ? await inspectLockfile(io, path, loaded.root)
      : { file: display(path, io.cwd), diagnostics: [] };
  return { plan: await readPlan(found, rulesFor(loaded, lockfile)), lockfile };
}

/** What a plan must observe beyond itself. */
function rulesFor({ policy, settings }: LoadedSettings, lockfile: InspectedLockfile): Rule[] {
  const { known, file, diagnostics } = lockfile;
  const edition = settings.edition.value;
  const ledger = known?.ledger ?? new Map();
  return [
    ...(known ? [headerRule(known.header, file)] : []),
    ...(policy ? [policyRule(policy)] : []),
    // While nobody can tell who was called, nobody can tell how many are left.
    ...(policy && diagnostics.length === 0
      ? [limitRule(policy, ledger, edition === undefined ? {} : { edition })]
      : []),
  ];
}

function exists({ known, diagnostics }: InspectedLockfile): boolean {
  return known !== undefined || diagnostics.length > 0;
}

/** Two plans may have been found beside one lockfile. */
function onceEach(lockfiles: readonly InspectedLockfile[]): InspectedLockfile[] {
  return [...new Map(lockfiles.map((lockfile) => [lockfile.file, lockfile])).values()];
}

/** A lockfile without its plan, and the plan that was probably given another file name. */
async function checkOrphan(
  io: Io,
  { path }: FoundFile,
  root: string,
  pairs: readonly Pair[],
): Promise<InspectedLockfile> {
  const lockfile = await inspectLockfile(io, path, root);
  const { file, known, diagnostics } = lockfile;
  const name = known?.header.plan;
  const heir = pairs.find(
    ({ plan: { plan }, lockfile: own }) => plan !== undefined && plan.name === name && !exists(own),
  );
  const start = { line: 1, column: 1 };
  const orphaned: Diagnostic = {
    code: 'lockfile-orphan',
    args: {
      ...(name === undefined ? {} : { plan: name }),
      ...(heir ? { heir: heir.plan.file, move: `${file} ${heir.lockfile.file}` } : {}),
    },
    span: { file, start, end: start },
  };
  return { ...lockfile, diagnostics: [...diagnostics, orphaned] };
}

/** What two plans must not have in common; a run refuses them. */
function sharedThings(plans: readonly ReadPlan[], cwd: string): Diagnostic[] {
  const start = { line: 1, column: 1 };
  const places = ({ first, again }: Repeat): Pick<Diagnostic, 'span' | 'related'> => ({
    span: { file: plans[again]?.file ?? '', start, end: start },
    related: { file: plans[first]?.file ?? '', start, end: start },
  });
  const lockfiles = repeats(plans.map(({ path }) => lockfileOf(path)));
  const names = repeats(plans.map(({ plan }) => plan?.name));
  return [
    ...lockfiles.map((repeat): Diagnostic => {
      const args = { lockfile: display(repeat.value, cwd) };
      return { code: 'lockfile-shared', args, ...places(repeat) };
    }),
    ...names.map((repeat): Diagnostic => {
      return { code: 'plan-name-shared', args: { name: repeat.value }, ...places(repeat) };
    }),
  ];
}
