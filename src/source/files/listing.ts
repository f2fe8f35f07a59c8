import { readdirSync, type Dirent } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { LOCKFILE_ENDING, recordsOf } from './records.js';

/** What was met below a folder, or under a name. */
export interface Listing {
  readonly plans: readonly Met[];
  /** Lockfiles whose plan file does not stand beside them. */
  readonly orphans: readonly string[];
}

/** A plan's path. What its folder's list tells of it need not be asked of the disk again. */
export interface Met {
  readonly path: string;
  readonly listed?: { readonly isLink: boolean; readonly recorded: boolean };
}

type Unreadable = (folder: string, error: unknown) => never;

/** The plans and orphans below a folder. `unreadable` throws what is to be said of one that cannot be read. */
export function listBelow(folder: string, unreadable: Unreadable): Listing {
  const entries = visible(entriesOf(folder, (error) => unreadable(folder, error)));
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => listBelow(join(folder, name), unreadable));
  // Whatever else there is, such as a pipe, could have no end.
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const names = new Set(entries.map(({ name }) => name));
  const plans = files
    .filter(({ name }) => isPlan(name))
    .map((entry) => ({
      path: join(folder, entry.name),
      listed: {
        isLink: entry.isSymbolicLink(),
        recorded: recordsOf(entry.name).some((name) => names.has(name)),
      },
    }));
  const orphans = files.filter(({ name }) => isOrphan(name, names)).map(({ name }) => join(folder, name));
  return {
    plans: [...plans, ...below.flatMap((listing) => listing.plans)],
    orphans: [...orphans, ...below.flatMap((listing) => listing.orphans)],
  };
}

/** What a folder holds, or what `otherwise` makes of the error. */
export function entriesOf(folder: string, otherwise: (error: unknown) => Dirent[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return otherwise(error);
  }
}

function visible(entries: readonly Dirent[]): Dirent[] {
  return entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
}

/** Whether a file is a plan, by its name. */
export function isPlan(path: string): boolean {
  return extname(path) === '.yaml' || extname(path) === '.yml';
}

/** All lockfiles below a folder, absolute. What cannot be read is passed over. */
export function findLockfiles(folder: string): string[] {
  return visible(entriesOf(folder, () => [])).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return findLockfiles(path);
    return entry.isFile() && entry.name.endsWith(LOCKFILE_ENDING) ? [path] : [];
  });
}

function isOrphan(name: string, siblings: ReadonlySet<string>): boolean {
  if (!name.endsWith(LOCKFILE_ENDING)) return false;
  const plan = basename(name, LOCKFILE_ENDING);
  return !['', '.yaml', '.yml'].some((ending) => siblings.has(plan + ending));
}
