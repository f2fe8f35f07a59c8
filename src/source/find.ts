import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { nearest } from '../diagnostics/nearest.js';

/** A plan on the disk. */
export interface PlanFile {
  /** As the user would type it: relative to the working folder, with forward slashes. */
  readonly file: string;
  /** Absolute, all links resolved: two names of one file are one plan, with one lockfile. */
  readonly path: string;
}

export interface FindOptions {
  /** Files and folders that were asked for, relative to `cwd`; none means `folder`. */
  readonly named: readonly string[];
  readonly folder: string;
  readonly cwd: string;
  /** The repository's top: links that lead out of it are refused. */
  readonly root: string;
}

/** The plans that are asked for, sorted by path, each once. Throws Fault `usage` or `file-unreadable`. */
export async function findPlans({ named, folder, cwd, root }: FindOptions): Promise<PlanFile[]> {
  const paths = named.length > 0 ? named.map((name) => resolve(cwd, name)) : [folder];
  const files = (await Promise.all(paths.map((path) => filesAt(path, cwd)))).flat();
  const top = await realpath(root);
  const byPath = new Map<string, PlanFile>();
  for (const path of files) {
    const file = display(path, cwd);
    const real = await realpath(path);
    if (isInside(path, root) && !isInside(real, top)) throw linkOut(file);
    if (!byPath.has(real)) byPath.set(real, { file, path: real });
  }
  if (byPath.size > 0) return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  throw new Fault('usage', {
    problem: `${paths.map((path) => display(path, cwd)).join(', ')} has no plans`,
    hint: 'A plan is a file that ends in .yaml or .yml. Name one, or set `plans` in the settings to their folder.',
  });
}

/**
 * Throws Fault `file-unreadable` when `path`, which need not exist, lies in the repository by its text and elsewhere by its links:
 * a branch from a stranger could have a file read or written anywhere.
 */
export async function refuseLinkOut(path: string, file: string, root: string): Promise<void> {
  if (!isInside(path, root)) return;
  const real = await realpath(path).catch(() => undefined);
  // A link to nothing would be followed by whoever creates the file.
  const dangling = real === undefined && (await lstat(path).catch(() => undefined));
  if (dangling || (real !== undefined && !isInside(real, await realpath(root)))) throw linkOut(file);
  if (real === undefined) await refuseLinkOut(dirname(path), file, root);
}

function linkOut(file: string): Fault {
  return new Fault('file-unreadable', { file, problem: 'it is a link that leads out of the repository' });
}

async function filesAt(path: string, cwd: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => missing(path, cwd, error));
  return found.isDirectory() ? plansBelow(path) : [path];
}

async function plansBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map((entry): Promise<string[]> => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return plansBelow(path);
        return Promise.resolve(isPlan(entry.name) ? [path] : []);
      }),
  );
  return found.flat();
}

function isPlan(name: string): boolean {
  return extname(name) === '.yaml' || extname(name) === '.yml';
}

async function missing(path: string, cwd: string, error: unknown): Promise<never> {
  const siblings = await readdir(dirname(path)).catch((): string[] => []);
  const similar =
    nearest(basename(path), siblings) ??
    siblings.find((name) => isPlan(name) && name.startsWith(basename(path)));
  const hint =
    similar === undefined ? 'Check the path.' : `Did you mean ${display(join(dirname(path), similar), cwd)}?`;
  throw new Fault('usage', { problem: `there is no ${display(path, cwd)}`, hint }, error);
}

/** A path as the user would type it. */
export function display(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return (short === '' ? '.' : short).split(sep).join('/');
}

/** Whether `path` lies below `folder`, by their text. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
