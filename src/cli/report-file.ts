import { lstat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { replaceFile, unlessMissing } from '../lockfile/files.js';
import { refuseLinkOut } from '../source/paths.js';

/** Where a report file may stand. */
export interface ReportPlace {
  /** Absolute. */
  readonly cwd: string;
  /** The repository's top. Absolute. */
  readonly root: string;
  /** The files that the report is about, relative to `cwd`. */
  readonly checked: readonly string[];
}

/** Puts a report into a file. Throws Fault `file-unwritable`, or `usage` for a file that must not be replaced. */
export async function writeReport(
  file: string,
  text: string,
  { cwd, root, checked }: ReportPlace,
): Promise<void> {
  const path = resolve(cwd, file);
  if (checked.some((other) => resolve(cwd, other) === path) || /\.ya?ml$|\.lock\.jsonl/i.test(basename(path)))
    throw new Fault('usage', {
      problem: `a report must not take the place of ${file}`,
      hint: 'Name a file for the report that can be neither a plan, nor the settings, nor a lockfile.',
    });
  try {
    refuseLinkOut(path, file, root);
    // Whatever stands there would be replaced, not written to: a device or a link must stay what it is.
    if ((await unlessMissing(lstat(path)))?.isFile() === false) throw new Error('it is not a regular file');
    await replaceFile(path, text);
  } catch (error) {
    throw new Fault('file-unwritable', { file, problem: problemOf(error) }, error);
  }
}

function problemOf(error: unknown): string {
  if (error instanceof Fault) return (error as Fault<'file-unreadable'>).args.problem;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'its folder does not exist';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'you may not write there';
  return message;
}
