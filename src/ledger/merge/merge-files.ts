import { faultOf, orThrow } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { unreadable } from '../../diagnostics/unreadable.js';
import type { FoundFile } from '../../source/files/find.js';
import { joinConflict } from './conflict.js';
import { canonicalPath, readIfThere, replaceFile } from '../../io/files.js';
import { decodeLockfile } from '../lockfile/decode.js';
import { takeHolder } from '../../io/lock/holder.js';
import type { Host } from '../../io/lock/identity.js';
import { joinLockfiles, type Joined } from './join.js';

/**
 * Joins the lockfiles at two paths into the first one. `file` is the name that messages use. Throws Fault `lockfile-damaged`,
 * `lockfile-unmerged`, `file-unreadable` or `file-unwritable`; then nothing has been changed.
 */
export async function mergeFiles(ours: string, theirs: string, file: string): Promise<Joined> {
  const [left, right] = [await bytesOf(ours, file), await bytesOf(theirs, file)];
  const joined = joinLockfiles(
    orThrow(decodeLockfile(left, `${file} (ours)`)),
    orThrow(decodeLockfile(right, `${file} (theirs)`)),
    file,
  );
  await write(ours, file, joined.text);
  return joined;
}

export interface RepairOptions {
  readonly host: Host;
  /** Only looks. */
  readonly dryRun: boolean;
}

/**
 * Resolves the conflict markers in a lockfile; undefined when it has none. Throws Fault `locked`, `lockfile-damaged`,
 * `lockfile-unmerged`, `file-unreadable` or `file-unwritable`; then nothing has been changed.
 */
export async function repairFile(
  { path: named, file }: FoundFile,
  { host, dryRun }: RepairOptions,
): Promise<Joined | undefined> {
  const path = await canonicalPath(named);
  if (path === undefined) throw faultOf(unreadable(file, 'there is no such file'));
  const holder = await takeHolder(path, file, host);
  try {
    const joined = joinConflict(await bytesOf(path, file), file);
    if (joined && !dryRun) await write(path, file, joined.text);
    return joined;
  } finally {
    await holder.release();
  }
}

async function bytesOf(path: string, file: string): Promise<Buffer> {
  try {
    const bytes = await readIfThere(path);
    if (bytes) return bytes;
  } catch (error) {
    throw faultOf(unreadable(file, (error as Error).message), error);
  }
  throw faultOf(unreadable(file, 'there is no such file'));
}

async function write(path: string, file: string, text: string): Promise<void> {
  try {
    await replaceFile(path, text);
  } catch (error) {
    throw new Fault('file-unwritable', { file, problem: (error as Error).message }, error);
  }
}
