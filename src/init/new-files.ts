import { lstatSync } from 'node:fs';
import { mkdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { createFile, replaceFile } from '../io/files.js';
import { display, linkOut } from '../source/files/paths.js';

/** A file that a repository is to have. */
export interface WantedFile {
  /** From the repository's top, with slashes. */
  readonly path: string;
  /** What it is for, in a few words. */
  readonly what: string;
  /** The whole text of a new file. A file that exists is kept as it is. */
  readonly text?: string;
  /** For a file that may have other lines: adds the line that it must have to its text. */
  readonly withLine?: (text: string) => string;
}

/** What is to be done so that the repository has a file. */
export interface FileChange extends WantedFile {
  readonly action: 'create' | 'append' | 'keep';
  /** As the user would type it. */
  readonly file: string;
  readonly absolute: string;
  /** The text of a new file. */
  readonly result: string;
}

export interface Folders {
  /** Absolute. */
  readonly root: string;
  /** Absolute. */
  readonly cwd: string;
}

/** Decides what to do for each file. Throws Fault `file-unwritable` for a path that leads out of the repository. */
export async function changesFor(
  wanted: readonly WantedFile[],
  { root, cwd }: Folders,
): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  for (const one of wanted) {
    const absolute = join(root, one.path);
    const file = display(absolute, cwd);
    changes.push(await orFault(file, () => changeFor(one, { absolute, file, root })));
  }
  return changes;
}

async function changeFor(
  wanted: WantedFile,
  { absolute, file, root }: { absolute: string; file: string; root: string },
): Promise<FileChange> {
  refuseOutside(linkOut(absolute, root));
  const isThere = lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
  const { text = '', withLine } = wanted;
  if (!isThere) return { ...wanted, absolute, file, action: 'create', result: withLine?.('') ?? text };
  if (!withLine) return { ...wanted, absolute, file, action: 'keep', result: '' };
  const before = await readText(absolute);
  return { ...wanted, absolute, file, action: withLine(before) === before ? 'keep' : 'append', result: '' };
}

/** Takes back something that was done. */
type Undo = () => Promise<void>;

/** Writes the files, each wholly or not at all. If one cannot be written, the others are taken back. Throws Fault `file-unwritable`. */
export async function writeFiles(changes: readonly FileChange[], root: string): Promise<void> {
  const done: Undo[] = [];
  try {
    for (const change of changes)
      await orFault(change.file, async () => {
        refuseOutside(linkOut(change.absolute, root));
        if (change.action === 'create') await create(change, done);
        if (change.action === 'append') await append(change, done);
      });
  } catch (error) {
    for (const undo of done.reverse()) await undo().catch(() => undefined);
    throw error;
  }
}

async function create({ absolute, result }: FileChange, done: Undo[]): Promise<void> {
  const first = await mkdir(dirname(absolute), { recursive: true });
  if (first !== undefined)
    for (const folder of foldersBetween(first, dirname(absolute))) done.push(() => rmdir(folder));
  await createFile(absolute, result);
  done.push(() => rm(absolute));
}

function foldersBetween(first: string, last: string): string[] {
  return last === first ? [first] : [...foldersBetween(first, dirname(last)), last];
}

/** Reads the file again: it may have changed while somebody answered a question. */
async function append({ absolute, withLine }: FileChange, done: Undo[]): Promise<void> {
  const path = await realpath(absolute);
  const before = await readText(path);
  const after = withLine?.(before) ?? before;
  if (after === before) return;
  await replaceFile(path, after);
  done.push(() => replaceFile(path, before));
}

/** Text that is not UTF-8 is an error: it would be another text once it is written again. */
async function readText(path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
}

async function orFault<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Fault('file-unwritable', { file, problem: (error as Error).message }, error);
  }
}

function refuseOutside(problem: string | undefined): void {
  if (problem !== undefined) throw new Error(problem);
}
