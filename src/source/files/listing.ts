import { readdirSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';

/** What belongs to a plan and lies beside it. This room knows plans alone, so the names are handed in. */
export interface Companions {
  /** The files that may lie beside the plan at a path, which may be a bare name. */
  readonly of: (plan: string) => readonly string[];
  /** The names that the plan of such a file may have, by the file's name; undefined for any other file. */
  readonly plansOf: (file: string) => readonly string[] | undefined;
}

/** What was met below a folder, or under a name. */
export interface Listing {
  readonly plans: readonly Met[];
  /** Companions whose plan does not lie beside them. */
  readonly orphans: readonly string[];
}

/** A plan's path. What its folder's list tells of it need not be asked of the disk again. */
export interface Met {
  readonly path: string;
  readonly listed?: { readonly isLink: boolean; readonly recorded: boolean };
}

type Unreadable = (folder: string, error: unknown) => never;

/** The plans and orphans below a folder. `unreadable` throws what is to be said of one that cannot be read. */
export function listBelow(folder: string, companions: Companions, unreadable: Unreadable): Listing {
  const entries = visible(entriesOf(folder, (error) => unreadable(folder, error)));
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => listBelow(join(folder, name), companions, unreadable));
  // Whatever else there is, such as a pipe, could have no end.
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const names = new Set(entries.map(({ name }) => name));
  const plans = files
    .filter(({ name }) => isPlan(name))
    .map((entry) => ({
      path: join(folder, entry.name),
      listed: {
        isLink: entry.isSymbolicLink(),
        recorded: companions.of(entry.name).some((name) => names.has(name)),
      },
    }));
  const isOrphan = (name: string): boolean =>
    companions.plansOf(name)?.some((plan) => names.has(plan)) === false;
  const orphans = files.filter(({ name }) => isOrphan(name)).map(({ name }) => join(folder, name));
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

/** All files below a folder whose name is wanted, absolute. What cannot be read is passed over. */
export function findBelow(folder: string, isWanted: (name: string) => boolean): string[] {
  return visible(entriesOf(folder, () => [])).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return findBelow(path, isWanted);
    return entry.isFile() && isWanted(entry.name) ? [path] : [];
  });
}
