import { access, appendFile, constants, lstat, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Fault } from '../../diagnostics/fault.js';
import { probeFolderOf, replaceFile, unlessMissing } from '../../io/files.js';
import { linkOut } from '../../source/files/paths.js';
import type { Io } from '../../io/io.js';
import type { ReportMode } from '../../report/report.js';

/** Where a report file may be. */
export interface ReportPlace {
  /** The repository's top. Absolute. */
  readonly root: string;
  /** The files that the report is about, relative to `cwd`. */
  readonly checked: readonly string[];
}

/** A file that a report may be written to. */
export interface ReportFile {
  /** Its path as the user typed it. */
  readonly name: string;
  /**
   * Writes a text without its secrets. The text may depend on how many bytes the file keeps; undefined leaves the file as it is. Throws
   * Fault `file-unwritable`.
   */
  readonly write: (textFor: (taken: number) => Promise<string | undefined>) => Promise<void>;
}

/** Makes certain that a report can be written. Throws Fault `file-unwritable`, or `usage` for a file that must not be written to. */
export async function openReportFile(
  { cwd, hide }: Io,
  file: string,
  mode: ReportMode,
  { root, checked }: ReportPlace,
): Promise<ReportFile> {
  const path = resolve(cwd, file);
  const others = checked.map((other) => resolve(cwd, other));
  if (isReserved(path) || (await isAmong(path, others))) refuse(file);
  const size = (): Promise<number> => orFault(file, () => sizeOf(path));
  await orFault(file, async () => {
    const problem = linkOut(path, root);
    if (problem !== undefined) throw new Error(problem);
    await sizeOf(path);
    if (mode === 'append' && (await unlessMissing(lstat(path)))) await access(path, constants.W_OK);
    else await probeFolderOf(path);
  });
  return {
    name: file,
    write: async (textFor) => {
      const taken = await size();
      const given = await textFor(mode === 'append' ? taken : 0);
      if (given === undefined) return;
      const text = hide(given);
      await orFault(file, () =>
        mode === 'replace' ? replaceFile(path, text) : appendFile(path, `${taken > 0 ? '\n\n' : ''}${text}`),
      );
    },
  };
}

/** The bytes of a regular file, 0 when there is none. A device or a link must stay what it is, and must not be written through. */
async function sizeOf(path: string): Promise<number> {
  const found = await unlessMissing(lstat(path));
  if (found?.isFile() === false) throw new Error('it is not a regular file');
  return found?.size ?? 0;
}

/** Names that plans, lists, settings and lockfiles have. */
function isReserved(path: string): boolean {
  const name = basename(path).toLowerCase();
  return (
    /\.ya?ml$|\.csv$|\.lock\.jsonl/.test(name) ||
    /^(package\.json$|\.callplanrc|callplan\.config\.)/.test(name)
  );
}

/** Whether it is one of these files, by whatever name. */
async function isAmong(path: string, others: readonly string[]): Promise<boolean> {
  if (others.includes(path)) return true;
  const found = await unlessMissing(stat(path)).catch(() => undefined);
  if (!found) return false;
  for (const other of others) {
    const known = await unlessMissing(stat(other)).catch(() => undefined);
    if (known?.ino === found.ino && known.dev === found.dev) return true;
  }
  return false;
}

function refuse(file: string): never {
  throw new Fault('usage', {
    problem: `a report must not take the place of ${file}`,
    hint: 'Name a file for the report that can be neither a plan, nor a list, nor the settings, nor a lockfile.',
  });
}

async function orFault<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Fault('file-unwritable', { file, problem: problemOf(error) }, error);
  }
}

function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'its folder does not exist';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'you may not write there';
  return message;
}
