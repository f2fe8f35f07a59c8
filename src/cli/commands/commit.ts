import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import type { Io } from '../../io/io.js';
import { locateLockfiles } from '../../workspace/locate-lockfiles.js';
import { saveLockfiles } from '../../git/save-lockfiles.js';
import type { CommitFlags } from '../program/commands/commit.js';

/** `callplan commit`: commits the lockfiles, and nothing else; with `--push`, brings them to the remote branch. */
export async function commit(
  io: Io,
  named: string[],
  { push = false, remote, branch, config }: CommitFlags,
): Promise<Exit> {
  if (!push && (remote !== undefined || branch !== undefined))
    throw new Fault('usage', { problem: '--remote and --branch say where to push to', hint: 'Add --push.' });
  const lockfiles = await locateLockfiles(io, named, config);
  if (lockfiles.length === 0) {
    io.stdout.write('Nothing to commit: there is no lockfile.\n');
    return Exit.fine;
  }
  await saveLockfiles(io, lockfiles, {
    push: push ? { remote, branch } : undefined,
    tell: (line) => io.stdout.write(`${line}\n`),
  });
  return Exit.fine;
}
