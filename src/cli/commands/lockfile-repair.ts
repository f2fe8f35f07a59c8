import { Exit } from '../../diagnostics/exit.js';
import { repairFile } from '../../ledger/merge/merge-files.js';
import { clean } from '../../privacy/clean.js';
import { shellWord } from '../../text/shell.js';
import { contestedText } from '../../git/contested.js';
import type { Io } from '../../io/io.js';
import { locateLockfiles } from '../../workspace/locate-lockfiles.js';
import type { LockfileRepairFlags } from '../program/commands/lockfile-repair.js';

/** `callplan lockfile repair`: resolves git's conflict markers where the two sides can be joined without a doubt. */
export async function repairLockfiles(
  io: Io,
  named: string[],
  { dryRun = false, config }: LockfileRepairFlags,
): Promise<Exit> {
  const records = await locateLockfiles(io, named, config);
  let repaired = 0;
  for (const lockfile of records) {
    const { file } = lockfile;
    const joined = await repairFile(lockfile, { host: io.host, dryRun });
    if (!joined) continue;
    repaired += 1;
    const calls = joined.text.split('\n').length - 2;
    const next = dryRun ? 'can be joined' : `joined; next: git add ${clean(shellWord(file))}`;
    io.stdout.write(`${clean(file)}: both branches, ${calls} calls, ${next}\n`);
    if (joined.contested.length > 0) io.stdout.write(`  ${contestedText(joined.contested.length)}\n`);
  }
  if (repaired === 0) io.stdout.write('No lockfile has conflict markers.\n');
  return Exit.fine;
}
