import { orThrow } from '../diagnostics/fatal.js';
import { Fault } from '../diagnostics/fault.js';
import { encodeHeader } from '../ledger/lockfile/encode.js';
import { decodeLockfile, type Lockfile } from '../ledger/lockfile/decode.js';
import { joinLockfiles } from '../ledger/merge/join.js';
import type { Clock } from '../io/clock.js';
import type { Hide } from '../privacy/redact.js';
import { shellWord } from '../text/shell.js';
import type { Git } from './git.js';
import { messageOf, type Change } from './message.js';
import { createCommit, readBlob, updateIndex, type CommittedFile } from './tree-commit.js';
import { fetchTip, push, upstreamText, type Upstream } from './upstream.js';

/** A lockfile to be saved; `file` is the name that messages use. */
export interface LockfileToCommit extends CommittedFile {
  readonly file: string;
}

/**
 * The lockfiles with what HEAD knows of them: one that was lost and begun again must not replace the lockfile that is committed.
 * What cannot be joined, a damaged lockfile or that of something else, was put right by a person.
 */
export async function joinHead(
  git: Git,
  lockfiles: readonly LockfileToCommit[],
): Promise<LockfileToCommit[]> {
  const head = await headOf(git);
  const joined: LockfileToCommit[] = [];
  for (const lockfile of lockfiles) {
    const bytes = head === undefined ? undefined : await readBlob(git, head, lockfile.path);
    const before = bytes && knownOrNothing(bytes, lockfile.file);
    const now = orThrow(decodeLockfile(lockfile.bytes, lockfile.file));
    if (!before || encodeHeader(before.header) !== encodeHeader(now.header)) joined.push(lockfile);
    else joined.push({ ...lockfile, bytes: Buffer.from(joinLockfiles(now, before, lockfile.file).text) });
  }
  return joined;
}

/** Commits those of the lockfiles that are not as HEAD has them, with a message that `hide` has taken secrets out of. Gives the commit and its message's first line; undefined for none. */
export async function commitLockfiles(
  git: Git,
  lockfiles: readonly LockfileToCommit[],
  hide: Hide,
): Promise<{ commit: string; subject: string } | undefined> {
  const head = await headOf(git);
  const { changed, message } = await changesSince(git, head, lockfiles, hide);
  if (changed.length === 0) return undefined;
  const commit = await createCommit(git, head, changed, message);
  await git.run(['update-ref', '-m', 'callplan commit', 'HEAD', commit, head ?? '']);
  await updateIndex(git, commit, changed);
  return { commit, subject: firstLine(message) };
}

async function headOf(git: Git): Promise<string | undefined> {
  const { ok, stdout } = await git.ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return ok ? stdout : undefined;
}

interface Changes {
  readonly changed: readonly LockfileToCommit[];
  readonly message: string;
}

/** Which of the files a commit does not have as they are. */
async function changesSince(
  git: Git,
  commit: string | undefined,
  lockfiles: readonly LockfileToCommit[],
  hide: Hide,
): Promise<Changes> {
  const changed: LockfileToCommit[] = [];
  const changes: Change[] = [];
  for (const lockfile of lockfiles) {
    const bytes = commit === undefined ? undefined : await readBlob(git, commit, lockfile.path);
    if (bytes && Buffer.compare(bytes, lockfile.bytes) === 0) continue;
    changed.push(lockfile);
    changes.push({
      before: bytes && knownOrNothing(bytes, lockfile.file),
      after: orThrow(decodeLockfile(lockfile.bytes, lockfile.file)),
    });
  }
  return { changed, message: hide(messageOf(changes)) };
}

/** Undefined for what cannot be read. */
function knownOrNothing(bytes: Uint8Array, file: string): Lockfile | undefined {
  try {
    return orThrow(decodeLockfile(bytes, file));
  } catch {
    return undefined;
  }
}

export interface PushOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Lets no further try begin. */
  readonly signal: AbortSignal;
  /** Takes secrets out of a message. */
  readonly hide: Hide;
}

/** What was pushed. */
export interface PushedLockfiles {
  /** The commit that the remote branch is at; undefined when it knew everything already. */
  readonly commit: string | undefined;
  /** Whether that is another commit than this checkout's own of the same lockfile. */
  readonly isApart: boolean;
  /** Of how many calls it tells something else than this checkout, so that a person has to look. */
  readonly contested: number;
}

/** How often it is tried, and the longest wait before the second time; each next one is twice as long. */
const TRIES = 6;
const FIRST_WAIT_MS = 500;

/**
 * Brings what the lockfiles know to the remote branch, joined with what that knows by now, and nothing else that is in this checkout.
 * Throws Fault `lockfile-unpushed`, and those of a lockfile there that cannot be joined.
 */
export async function pushLockfiles(
  git: Git,
  upstream: Upstream,
  lockfiles: readonly LockfileToCommit[],
  { clock, random, signal, hide }: PushOptions,
): Promise<PushedLockfiles> {
  const head = await headOf(git);
  for (let tries = 1; ; tries++) {
    const result = await tryPush(git, upstream, lockfiles, { head, hide });
    if (!('problem' in result)) return result;
    if (result.final || tries === TRIES || signal.aborted)
      throw new Fault('lockfile-unpushed', {
        problem: result.problem,
        branch: upstreamText(upstream),
        commit: (head ?? 'none').slice(0, 10),
        files: lockfiles.map(({ file }) => file).join(', '),
        push: `callplan commit --push --remote ${shellWord(upstream.remote)} --branch ${shellWord(upstream.branch)}`,
      });
    await clock.sleep(random() * FIRST_WAIT_MS * 2 ** (tries - 1), signal);
  }
}

type Tried = PushedLockfiles | { readonly problem: string; readonly final: boolean };

async function tryPush(
  git: Git,
  upstream: Upstream,
  lockfiles: readonly LockfileToCommit[],
  { head, hide }: { head: string | undefined; hide: Hide },
): Promise<Tried> {
  const tip = await fetchTip(git, upstream);
  if ('problem' in tip) return { ...tip, final: false };
  const { joined, contested } = await joinWith(git, tip.commit, lockfiles);
  const { changed, message } = await changesSince(git, tip.commit, joined, hide);
  if (changed.length === 0) return { commit: undefined, isApart: false, contested };
  // A branch that does not exist yet begins with what is checked out.
  const made = await createCommit(git, tip.commit ?? head, changed, message);
  const commit = (await isAsGood(git, head, made, tip.commit)) ? (head ?? made) : made;
  const pushed = await push(git, upstream, commit);
  return pushed.ok ? { commit, isApart: commit !== head, contested } : pushed;
}

/** Whether HEAD itself says the same on top of the same: then checkout and branch stay one. */
async function isAsGood(
  git: Git,
  head: string | undefined,
  made: string,
  tip: string | undefined,
): Promise<boolean> {
  if (head === undefined) return false;
  const [tree, wanted] = (await git.run(['rev-parse', `${head}^{tree}`, `${made}^{tree}`])).split('\n');
  if (tree !== wanted) return false;
  return tip === undefined || (await git.run(['rev-parse', `${head}^@`])) === tip;
}

async function joinWith(
  git: Git,
  commit: string | undefined,
  lockfiles: readonly LockfileToCommit[],
): Promise<{ joined: LockfileToCommit[]; contested: number }> {
  const joined: LockfileToCommit[] = [];
  let contested = 0;
  for (const lockfile of lockfiles) {
    const theirs = commit === undefined ? undefined : await readBlob(git, commit, lockfile.path);
    if (!theirs) {
      joined.push(lockfile);
      continue;
    }
    const both = joinLockfiles(
      orThrow(decodeLockfile(lockfile.bytes, lockfile.file)),
      orThrow(decodeLockfile(theirs, `${lockfile.file} (of the remote branch)`)),
      lockfile.file,
    );
    joined.push({ ...lockfile, bytes: Buffer.from(both.text) });
    contested += both.contested.length;
  }
  return { joined, contested };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
