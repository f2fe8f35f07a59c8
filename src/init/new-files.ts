import { lstatSync } from 'node:fs';
import { mkdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { createFile, replaceFile } from '../io/files.js';
import { display, linkOut } from '../source/files/paths.js';

/** A file that a repository shall have. */
export interface WantedFile {
  /** From the repository's top, with slashes. */
  readonly path: string;
  /** What it is for, in a few words. */
  readonly what: string;
  /** The whole text, where there is no such file; where there is one, it stays. */
  readonly text?: string;
  /** The same, for a file that may have other things in it: the text with what it must have. */
  readonly withLine?: (text: string) => string;
}

/** What is to be done for a file. */
export interface FileStep extends WantedFile {
  readonly does: 'create' | 'append' | 'keep';
  /** As the user would type it. */
  readonly file: string;
  readonly absolute: string;
  /** The text of a new file. */
  readonly result: string;
}

export interface Top {
  /** Absolute. */
  readonly root: string;
  /** Absolute. */
  readonly cwd: string;
}

/** Looks at what there is. Throws Fault `file-unwritable` for a path that leads out of the repository. */
export async function lookAt(wanted: readonly WantedFile[], { root, cwd }: Top): Promise<FileStep[]> {
  const steps: FileStep[] = [];
  for (const one of wanted) {
    const absolute = join(root, one.path);
    const file = display(absolute, cwd);
    steps.push(await orFault(file, () => lookAtOne(one, { absolute, file, root })));
  }
  return steps;
}

async function lookAtOne(
  wanted: WantedFile,
  { absolute, file, root }: { absolute: string; file: string; root: string },
): Promise<FileStep> {
  refuseOutside(linkOut(absolute, root));
  const isThere = lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
  const { text = '', withLine } = wanted;
  if (!isThere) return { ...wanted, absolute, file, does: 'create', result: withLine?.('') ?? text };
  if (!withLine) return { ...wanted, absolute, file, does: 'keep', result: '' };
  const before = await readText(absolute);
  return { ...wanted, absolute, file, does: withLine(before) === before ? 'keep' : 'append', result: '' };
}

/** How something that was done is taken back. */
type Undo = () => Promise<void>;

/** Writes them, each wholly or not at all; when one cannot be written, what was done before is taken back. Throws Fault `file-unwritable`. */
export async function writeFiles(steps: readonly FileStep[], root: string): Promise<void> {
  const done: Undo[] = [];
  try {
    for (const step of steps)
      await orFault(step.file, async () => {
        refuseOutside(linkOut(step.absolute, root));
        if (step.does === 'create') await create(step, done);
        if (step.does === 'append') await append(step, done);
      });
  } catch (error) {
    for (const undo of done.reverse()) await undo().catch(() => undefined);
    throw error;
  }
}

async function create({ absolute, result }: FileStep, done: Undo[]): Promise<void> {
  const first = await mkdir(dirname(absolute), { recursive: true });
  if (first !== undefined)
    for (const folder of foldersBetween(first, dirname(absolute))) done.push(() => rmdir(folder));
  await createFile(absolute, result);
  done.push(() => rm(absolute));
}

function foldersBetween(first: string, last: string): string[] {
  return last === first ? [first] : [...foldersBetween(first, dirname(last)), last];
}

/** To what is there now: somebody may have taken a while to answer. */
async function append({ absolute, withLine }: FileStep, done: Undo[]): Promise<void> {
  const path = await realpath(absolute);
  const before = await readText(path);
  const after = withLine?.(before) ?? before;
  if (after === before) return;
  await replaceFile(path, after);
  done.push(() => replaceFile(path, before));
}

/** What is not UTF-8 would not be the same once it is written again: that is an error. */
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
