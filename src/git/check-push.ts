import { orThrow } from '../diagnostics/fatal.js';
import { Fault } from '../diagnostics/fault.js';
import { decodeLockfile, type Lockfile } from '../ledger/lockfile/decode.js';
import { joinLockfiles } from '../ledger/merge/join.js';
import { shellWord } from '../text/shell.js';
import { isLockfile } from '../ledger/lockfile/paths.js';
import type { Git } from './git.js';
import { readBlob } from './tree-commit.js';
import { readContents, readTree } from './revision.js';
import { fetchTip, push, upstreamText, type Upstream } from './upstream.js';

/** A lockfile that a run is going to write; without bytes while there is none. */
export interface LockfileToPush {
  /** The name of its plan. */
  readonly plan: string;
  /** From the repository's top. */
  readonly path: string;
  readonly file: string;
  readonly bytes: Uint8Array | undefined;
}

/**
 * Makes certain, as far as that can be, that the lockfile of a run can be pushed afterwards, and that no other run has called anybody
 * that this checkout does not know of. Changes nothing. Throws Fault `lockfile-unsaveable`, `lockfile-behind`, and those of a lockfile of
 * the remote branch that cannot be joined.
 */
export async function checkPush(
  git: Git,
  upstream: Upstream,
  expected: readonly LockfileToPush[],
): Promise<void> {
  const branch = upstreamText(upstream);
  const tip = await fetchTip(git, upstream);
  if ('problem' in tip) throw new Fault('lockfile-unsaveable', { branch, problem: tip.problem });
  if (tip.commit === undefined) await refuseMissingBranch(git, branch);
  else for (const one of expected) await refuseBehind(git, upstream, tip.commit, one);
  const pushed = await push(git, upstream, tip.commit ?? (await git.run(['rev-parse', 'HEAD'])), true);
  if (!pushed.ok) throw new Fault('lockfile-unsaveable', { branch, problem: pushed.problem });
}

/** A pipeline names what it was started for, and that may be a tag: the lockfile would go where no run looks for it. */
async function refuseMissingBranch(git: Git, branch: string): Promise<void> {
  if ((await git.ask(['symbolic-ref', '--quiet', 'HEAD'])).ok) return;
  throw new Fault('lockfile-unsaveable', { branch, problem: 'there is no such branch' });
}

async function refuseBehind(
  git: Git,
  upstream: Upstream,
  commit: string,
  expected: LockfileToPush,
): Promise<void> {
  const { file, bytes } = expected;
  const known = await lockfileAt(git, commit, expected);
  if (!known) return;
  if (bytes) {
    const ours = orThrow(decodeLockfile(bytes, file));
    if (joinLockfiles(ours, known, file).text === joinLockfiles(ours, ours, file).text) return;
  }
  const { remote, branch } = upstream;
  throw new Fault('lockfile-behind', {
    file,
    branch: upstreamText(upstream),
    pull: `git pull ${shellWord(remote)} ${shellWord(branch)}`,
  });
}

/** What a commit knows of a plan's calls. Where the plan was moved since, its lockfile has another path: its name tells. */
async function lockfileAt(
  git: Git,
  commit: string,
  { plan, path, file }: LockfileToPush,
): Promise<Lockfile | undefined> {
  const theirs = await readBlob(git, commit, path);
  if (theirs) return orThrow(decodeLockfile(theirs, `${file} (of the remote branch)`));
  const others = await readTree(commit, isLockfile, git);
  let found: Lockfile | undefined;
  await readContents(
    commit,
    others.filter(({ isLink }) => !isLink),
    (other, content) => {
      const known = orThrow(decodeLockfile(content, `${other.path} (of the remote branch)`));
      if (known.header.plan === plan) found = known;
      return Promise.resolve();
    },
    git,
  );
  return found;
}
