import { resolve } from 'node:path';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { installDriver } from '../../git/merge-driver.js';
import { openGit } from '../../git/git.js';
import { mergeFiles } from '../../ledger/merge/merge-files.js';
import { clean } from '../../privacy/clean.js';
import { contestedText } from '../../git/contested.js';
import type { Io } from '../../io/io.js';
import { printFault } from '../print-error.js';
import type { MergeDriverFlags } from '../program/commands/merge-driver.js';

/** `callplan merge-driver`: git's side of a merge. `ours` holds the result, or is as it was and the exit code tells of a conflict. */
export async function mergeDriver(
  io: Io,
  _base: string | undefined,
  ours: string | undefined,
  theirs: string | undefined,
  path: string | undefined,
  { install = false }: MergeDriverFlags,
): Promise<Exit> {
  if (install) return registerDriver(io);
  if (ours === undefined || theirs === undefined)
    throw new Fault('usage', {
      problem: 'git calls merge-driver with the files to merge',
      hint: 'Say callplan merge-driver --install to have it do so in this clone.',
    });
  const file = path ?? ours;
  try {
    const { contested } = await mergeFiles(resolve(io.cwd, ours), resolve(io.cwd, theirs), file);
    if (contested.length > 0) io.stderr.write(`${clean(file)}: ${contestedText(contested.length)}\n`);
    return Exit.fine;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // For git any other code would do, but this is the one that it documents.
    printFault(io, error as Fault);
    return Exit.findings;
  }
}

async function registerDriver(io: Io): Promise<Exit> {
  const changed = await installDriver(openGit(io));
  io.stdout.write('git in this clone merges lockfiles by callplan from now on.\n');
  for (const file of changed) io.stdout.write(`Commit ${file}: it names the merge driver for every clone.\n`);
  return Exit.fine;
}
