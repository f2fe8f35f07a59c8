import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { nearest } from '../diagnostics/nearest.js';
import { mapBounded } from './bounded.js';
import { display, isInside, isPattern, LINK_OUT } from './paths.js';

/** What a plan's lockfile has in place of the plan's .yaml or .yml. */
export const LOCKFILE_ENDING = '.lock.jsonl';

/** A file on the disk. */
export interface FoundFile {
  /** As the user would type it: relative to the working folder, with forward slashes. */
  readonly file: string;
  /** Absolute, all links resolved: two names of one file are one plan, with one lockfile. */
  readonly path: string;
}

/** A plan on the disk. */
export interface PlanFile extends FoundFile {
  /** Why it must not be opened, such as that it is a link out of the repository. */
  readonly problem?: string;
}

export interface FindOptions {
  /** Files, folders and patterns that were asked for, relative to `cwd`; none means `folder`. */
  readonly named: readonly string[];
  readonly folder: string;
  readonly cwd: string;
  /** The repository's top: links that lead out of it are not opened. */
  readonly root: string;
}

/** What was found, each sorted by path and each file once. */
export interface Found {
  readonly plans: readonly PlanFile[];
  /** Lockfiles in the folders that were searched whose plan file does not stand beside them. */
  readonly orphans: readonly FoundFile[];
}

/** Paths in the order in which they were met. */
interface Listing {
  readonly plans: readonly string[];
  readonly orphans: readonly string[];
}

/** How many files are looked at together: enough to keep the disk busy, far from the most that may be open. */
const MOST_AT_ONCE = 16;

/** The plans that are asked for. Throws Fault `usage` for a name that brings none, `file-unreadable` for a folder that cannot be read. */
export async function findPlans({ named, folder, cwd, root }: FindOptions): Promise<Found> {
  const listings = await (named.length > 0
    ? mapBounded(named, MOST_AT_ONCE, (name) => listNamed(name, cwd))
    : [await listPath(folder, cwd)]);
  const top = await realpath(root);
  const plans = await mapBounded(
    listings.flatMap((listing) => listing.plans),
    MOST_AT_ONCE,
    (path) => resolveLinks(path, cwd, root, top),
  );
  const orphans = listings.flatMap((listing) => listing.orphans);
  return {
    plans: once(plans, cwd),
    orphans: once(
      orphans.map((path) => ({ file: display(path, cwd), path })),
      cwd,
    ),
  };
}

/** The folder in which the search for `name` begins, by its text: links are not resolved, and it need not exist. */
export async function startOf(name: string, cwd: string): Promise<string> {
  const fixed = isPattern(name) ? name.slice(0, name.search(/[^/\\]*[*?[{!+@]/)) : name;
  const path = resolve(cwd, fixed);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? path : dirname(path);
}

/** All lockfiles below a folder, absolute. */
export async function findLockfiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const below = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return findLockfiles(path);
        return entry.isFile() && entry.name.endsWith(LOCKFILE_ENDING) ? [path] : [];
      }),
  );
  return below.flat();
}

/** What exists is meant as it stands, even if its name looks like a pattern. */
async function listNamed(name: string, cwd: string): Promise<Listing> {
  const path = resolve(cwd, name);
  const exists = await stat(path).then(Boolean, () => false);
  if (exists || !isPattern(name)) return listPath(path, cwd);
  const { globFiles } = await import('./glob.js');
  const files = await globFiles(name, cwd).catch((error: unknown) => unreadable(name, error));
  const plans = files.filter(isPlan);
  if (plans.length > 0) return { plans, orphans: [] };
  throw new Fault('usage', {
    problem: `${name} matches no plan`,
    hint: '* stands for any part of a name and ** for any folders; a plan is a file that ends in .yaml or .yml.',
  });
}

async function listPath(path: string, cwd: string): Promise<Listing> {
  const found = await stat(path).catch((error: unknown) => missing(path, cwd, error));
  if (!found.isDirectory()) return { plans: [path], orphans: [] };
  const listing = await listBelow(path, cwd);
  if (listing.plans.length > 0) return listing;
  throw new Fault('usage', {
    problem: `${display(path, cwd)} has no plans`,
    hint: 'A plan is a file that ends in .yaml or .yml. Name one, or set `plans` in the settings to their folder.',
  });
}

async function listBelow(folder: string, cwd: string): Promise<Listing> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    unreadable(display(folder, cwd), error),
  );
  const visible = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  const folders = visible.filter((entry) => entry.isDirectory());
  const below = await Promise.all(folders.map(({ name }) => listBelow(join(folder, name), cwd)));
  // Whatever else there is, such as a pipe, could have no end.
  const files = new Set(
    visible.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name),
  );
  const own = [...files].map((name) => join(folder, name));
  return {
    plans: [...own.filter(isPlan), ...below.flatMap(({ plans }) => plans)],
    orphans: [...own.filter((path) => isOrphan(path, files)), ...below.flatMap(({ orphans }) => orphans)],
  };
}

function isPlan(path: string): boolean {
  return extname(path) === '.yaml' || extname(path) === '.yml';
}

function isOrphan(path: string, siblings: ReadonlySet<string>): boolean {
  if (!path.endsWith(LOCKFILE_ENDING)) return false;
  const plan = basename(path, LOCKFILE_ENDING);
  return !['', '.yaml', '.yml'].some((ending) => siblings.has(plan + ending));
}

async function resolveLinks(path: string, cwd: string, root: string, top: string): Promise<PlanFile> {
  const file = display(path, cwd);
  const real = await realpath(path).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (real instanceof Error)
    return { file, path, problem: real.code === 'ENOENT' ? 'it is a link that leads nowhere' : real.message };
  if (!isInside(real, top))
    return { file, path, problem: isInside(path, root) ? LINK_OUT : 'it lies outside the repository' };
  return { file, path: real };
}

/** Each path once, in order; of several names the file's own, else the first. */
function once<F extends FoundFile>(files: readonly F[], cwd: string): F[] {
  const byPath = new Map<string, F>();
  for (const found of [...files].sort((a, b) => (a.file < b.file ? -1 : 1)))
    if (!byPath.has(found.path) || resolve(cwd, found.file) === found.path) byPath.set(found.path, found);
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function unreadable(file: string, error: unknown): never {
  throw new Fault('file-unreadable', { file, problem: (error as Error).message }, error);
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
