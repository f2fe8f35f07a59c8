import { link, lstat, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The one spelling of `file`, which need not exist, all links followed; undefined when its folder does not exist. */
export async function canonicalPath(file: string): Promise<string | undefined> {
  const folder = await unlessMissing(realpath(dirname(file)));
  if (folder === undefined) return undefined;
  const path = join(folder, basename(file));
  const target = await unlessMissing(realpath(path));
  if (target !== undefined) return target;
  // What is no link was made by another process since.
  if ((await unlessMissing(lstat(path)))?.isSymbolicLink())
    throw new Error('it is a link that leads nowhere');
  return path;
}

/** The bytes of a file, or undefined when there is none. A device or a pipe is refused: it could have no end. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  const found = await unlessMissing(stat(path));
  if (found && !found.isFile()) throw new Error('it is not a regular file');
  return found && unlessMissing(readFile(path));
}

/** Undefined in place of the error that says that a file, or a folder on the way to it, does not exist. */
export async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Rejects where {@link replaceFile} could not begin, as in a folder that may not be written to. Leaves nothing behind. */
export async function probeFolderOf(path: string): Promise<void> {
  const temporary = temporaryOf(path);
  await rm(temporary, { force: true });
  await writeDurably(temporary, '', undefined);
  await rm(temporary);
}

function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.tmp`);
}

/** Puts `text`, or its parts in order, where `path` is, or shall be: wholly or not at all, and durably. Keeps the file's mode. */
export async function replaceFile(path: string, text: string | Iterable<string>): Promise<void> {
  const temporary = temporaryOf(path);
  try {
    // One that a dead process left behind; never written through, since it could be a link.
    await rm(temporary, { force: true });
    await writeDurably(temporary, text, (await unlessMissing(stat(path)))?.mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Puts `text` where nothing is yet, wholly or not at all. Rejects with EEXIST when something is. */
export async function createFile(path: string, text: string): Promise<void> {
  const temporary = temporaryOf(path);
  try {
    await rm(temporary, { force: true });
    await writeDurably(temporary, text, undefined);
    // Unlike a rename, this takes the place of nothing.
    await link(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
}

async function writeDurably(
  path: string,
  text: string | Iterable<string>,
  mode: number | undefined,
): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    if (mode !== undefined) await handle.chmod(mode & 0o777);
    // Each goes on where the one before ended.
    for (const part of typeof text === 'string' ? [text] : text) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder's list of files durable. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (platform() === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
