import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { checkPush } from './check-push.js';
import { openGit, type Git } from './git.js';
import { commitLockfiles, pushLockfiles, joinHead, type LockfileToCommit } from './lockfile-commit.js';
import { upstreamOf, upstreamText, type Upstream } from './upstream.js';
import { replaceFile, unlessMissing } from '../io/files.js';
import { readSettled } from '../ledger/lockfile/open.js';
import { clean } from '../privacy/clean.js';
import type { FoundFile } from '../source/files/find.js';
import { isInside } from '../source/files/paths.js';
import { contestedText } from './contested.js';
import type { Io } from '../io/io.js';
import type { ReadyPlan } from '../workspace/ready-plan.js';

/** Where lockfiles are to be pushed, if anywhere. */
export interface Push {
  readonly remote?: string | undefined;
  readonly branch?: string | undefined;
}

/** A repository, and the lockfiles in it. */
interface Place {
  readonly git: Git;
  /** Absolute. */
  readonly top: string;
}

/** No pipeline waits for ever, and after a signal it is about to end the job. */
const LIMIT_MS = { usual: 300_000, interrupted: 30_000 };

/** Makes certain before anybody is called that the lockfile can be saved afterwards. Throws Faults. */
export async function checkSaving(io: Io, plans: readonly ReadyPlan[], named: Push): Promise<void> {
  const lockfiles = plans.map(({ ledger }) => ledger.lockfile);
  const { git, top } = await openPlace(io, lockfiles, AbortSignal.timeout(LIMIT_MS.usual));
  await refuseUnfinished(git);
  const expected = await Promise.all(
    plans.map(
      async ({
        plan,
        ledger: {
          lockfile: { path, file },
        },
      }) => ({
        plan: plan.name,
        path: pathIn(top, path, file),
        file,
        bytes: await unlessMissing(readFile(path)),
      }),
    ),
  );
  await checkPush(git, await upstreamOf(git, withoutGaps(named)), expected);
}

/**
 * Commits the lockfiles and, with `push`, brings them to the remote branch; says so on stdout, or in `tell`. Throws Faults.
 * `isInterrupted`: little time is left.
 */
export async function saveLockfiles(
  io: Io,
  lockfiles: readonly FoundFile[],
  {
    push,
    isInterrupted = false,
    tell,
  }: { push: Push | undefined; isInterrupted?: boolean; tell: (line: string) => void },
): Promise<void> {
  const signal = AbortSignal.timeout(isInterrupted ? LIMIT_MS.interrupted : LIMIT_MS.usual);
  const { git, top } = await openPlace(io, lockfiles, signal);
  // Asked first: a commit that is not pushed since a flag is missing would be left behind.
  const upstream = push && (await upstreamOf(git, withoutGaps(push)));
  await refuseUnfinished(git);
  const found: LockfileToCommit[] = [];
  for (const { path, file } of lockfiles) {
    const bytes = await readSettled({ path, file }, io.host);
    if (bytes) found.push({ path: pathIn(top, path, file), file, bytes });
  }
  const joined = await joinHead(git, found);
  for (const [index, { path, bytes }] of joined.entries())
    if (Buffer.compare(found[index]?.bytes ?? bytes, bytes) !== 0)
      await replaceFile(join(top, path), Buffer.from(bytes).toString());
  const made = await commitLockfiles(git, joined, io.hide);
  tell(
    made
      ? `Committed ${made.commit.slice(0, 10)}: ${clean(made.subject)}`
      : 'Nothing to commit: the lockfiles are as they were.',
  );
  if (upstream) await pushAndTell(git, upstream, joined, io, { signal, tell });
}

/** {@link saveLockfiles} for the end of a run, told on stderr: gives the Fault, since the run has an exit code of its own. */
export async function trySaving(
  io: Io,
  lockfiles: readonly FoundFile[],
  push: Push,
  isInterrupted: boolean,
): Promise<Fault | undefined> {
  try {
    await saveLockfiles(io, lockfiles, { push, isInterrupted, tell: (line) => io.stderr.write(`${line}\n`) });
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error as Fault;
    throw error;
  }
}

async function pushAndTell(
  git: Git,
  upstream: Upstream,
  lockfiles: readonly LockfileToCommit[],
  { clock, random, hide }: Io,
  { signal, tell }: { signal: AbortSignal; tell: (line: string) => void },
): Promise<void> {
  const { commit, isApart, contested } = await pushLockfiles(git, upstream, lockfiles, {
    clock,
    random,
    signal,
    hide,
  });
  const branch = clean(upstreamText(upstream));
  tell(
    commit === undefined ? `${branch} has it all already.` : `Pushed to ${branch} as ${commit.slice(0, 10)}.`,
  );
  if (isApart)
    tell(`That stands on what the branch had got meanwhile; git pull joins it with this checkout.`);
  if (contested > 0) tell(`${branch}: ${contestedText(contested)}`);
}

async function openPlace(
  { cwd, env }: Io,
  lockfiles: readonly FoundFile[],
  signal: AbortSignal,
): Promise<Place> {
  const [first] = lockfiles;
  const git = openGit({ cwd: first ? dirname(first.path) : cwd, env, signal });
  const top = await git.run(['rev-parse', '--show-toplevel']);
  return { git: openGit({ cwd: top, env, signal }), top };
}

/** What git is in the middle of belongs to a person, and would get into the commit or be ended by it. */
async function refuseUnfinished(git: Git): Promise<void> {
  for (const [name, what] of [
    ['MERGE_HEAD', 'merge'],
    ['CHERRY_PICK_HEAD', 'cherry-pick'],
    ['rebase-merge', 'rebase'],
    ['rebase-apply', 'rebase'],
  ] as const) {
    const { stdout } = await git.ask(['rev-parse', '--git-path', name]);
    if (await unlessMissing(stat(resolve(git.cwd, stdout))))
      throw new Fault('git', { problem: `a ${what} is going on, which has to be ended first` });
  }
}

function pathIn(top: string, path: string, file: string): string {
  if (!isInside(path, top))
    throw new Fault('usage', {
      problem: `${file} is not in the repository of the others`,
      hint: 'Name the plans of one repository.',
    });
  return relative(top, path).split(sep).join('/');
}

function withoutGaps({ remote, branch }: Push): { remote?: string; branch?: string } {
  return { ...(remote !== undefined && { remote }), ...(branch !== undefined && { branch }) };
}
