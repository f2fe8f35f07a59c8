import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { faultOf } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { unreadable } from '../../diagnostics/unreadable.js';
import { nearest } from '../../diagnostics/nearest.js';
import { entriesOf, isPlan, listBelow, type Companions, type Listing, type Met } from './listing.js';
import { display, isInside, isOfRepository, isPattern, LINK_OUT } from './paths.js';

/** A file on the disk. */
export interface FoundFile {
  /** As the user would type it: relative to the working folder, with forward slashes. */
  readonly file: string;
  /** Absolute, all links resolved: two names of one file are one plan, with one lockfile. */
  readonly path: string;
}

/** A plan on the disk. */
export interface PlanFile extends FoundFile {
  /** Whether a companion of it lies beside it. */
  readonly recorded: boolean;
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
  readonly companions: Companions;
}

/** What was found, each sorted by path and each file once. */
export interface Found {
  readonly plans: readonly PlanFile[];
  /** Companions in the folders that were searched whose plan does not lie beside them. */
  readonly orphans: readonly FoundFile[];
}

/**
 * The plans that are asked for. The disk is asked in turn: that is quicker than to have others ask it, for so little at a time. Throws
 * Fault `usage` for a name that brings none, `file-unreadable` for a folder that cannot be read.
 */
export async function findPlans(options: FindOptions): Promise<Found> {
  const { named, folder, cwd } = options;
  const listings: Listing[] = named.length > 0 ? [] : [listPath(folder, options)];
  for (const name of named) listings.push(await listNamed(name, options));
  const resolve = linkResolver(options);
  const orphans = listings.flatMap((listing) => listing.orphans);
  return {
    plans: once(listings.flatMap(({ plans }) => plans).map(resolve), cwd),
    orphans: once(
      orphans.map((path) => ({ file: display(path, cwd), path })),
      cwd,
    ),
  };
}

/** The folder in which the search for `name` begins, by its text: links are not resolved, and it need not exist. */
export function startOf(name: string, cwd: string): string {
  const fixed = isPattern(name) ? name.slice(0, name.search(/[^/\\]*[*?[{!+@]/)) : name;
  const path = resolve(cwd, fixed);
  return lookAt(path)?.isDirectory() === true ? path : dirname(path);
}

/** What exists is meant as it stands, even if its name looks like a pattern. */
async function listNamed(name: string, options: FindOptions): Promise<Listing> {
  const { cwd } = options;
  if (name === '')
    throw new Fault('usage', {
      problem: 'a plan is named by an empty text',
      hint: 'Perhaps a variable of your script is not set.',
    });
  const path = resolve(cwd, name);
  if (!isPattern(name) || lookAt(path)) return listPath(path, options);
  const { globFiles } = await import('./glob.js');
  const files = await globFiles(name, cwd).catch((error: unknown) => refuseUnreadable(name, error));
  const plans = files.filter(isPlan).map((path) => ({ path }));
  if (plans.length > 0) return { plans, orphans: [] };
  throw new Fault('usage', {
    problem: `${name} matches no plan`,
    hint: '* stands for any part of a name and ** for any folders; a plan is a file that ends in .yaml or .yml.',
  });
}

/** What stands at a path, if anything does that can be seen. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function listPath(path: string, { cwd, companions }: FindOptions): Listing {
  if (!isFolder(path, cwd)) return { plans: [{ path }], orphans: [] };
  const listing = listBelow(path, companions, (folder, error) =>
    refuseUnreadable(display(folder, cwd), error),
  );
  if (listing.plans.length > 0) return listing;
  throw new Fault('usage', {
    problem: `${display(path, cwd)} has no plans`,
    hint: 'A plan is a file that ends in .yaml or .yml. Name one, or set `plans` in the settings to their folder.',
  });
}

function isFolder(path: string, cwd: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    return missing(path, cwd, error);
  }
}

/** Finds the file that a path leads to. */
function linkResolver({ cwd, root, companions }: FindOptions): (met: Met) => PlanFile {
  const top = realpathSync.native(root);
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const known = folders.get(folder) ?? realpathSync.native(folder);
    folders.set(folder, known);
    return known;
  };
  return ({ path, listed }) => {
    const file = display(path, cwd);
    try {
      const real =
        listed?.isLink === false
          ? join(realFolder(dirname(path)), basename(path))
          : realpathSync.native(path);
      const recorded =
        listed?.isLink === false
          ? listed.recorded
          : companions
              .of(real)
              .some((companion) => lstatSync(companion, { throwIfNoEntry: false }) !== undefined);
      if (isOfRepository(real, top)) return { file, path: real, recorded };
      const problem = isInside(path, root) ? LINK_OUT : 'it lies outside the repository';
      return { file, path, recorded, problem };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const problem = code === 'ENOENT' ? 'it is a link that leads nowhere' : message;
      return { file, path, recorded: false, problem };
    }
  };
}

/** Each path once, in order; of several names the file's own, else the first. */
function once<F extends FoundFile>(files: readonly F[], cwd: string): F[] {
  const byPath = new Map<string, F>();
  for (const found of [...files].sort((a, b) => (a.file < b.file ? -1 : 1)))
    if (!byPath.has(found.path) || resolve(cwd, found.file) === found.path) byPath.set(found.path, found);
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function refuseUnreadable(file: string, error: unknown): never {
  throw faultOf(unreadable(file, (error as Error).message), error);
}

function missing(path: string, cwd: string, error: unknown): never {
  const siblings = entriesOf(dirname(path), () => []).map(({ name }) => name);
  const similar =
    nearest(basename(path), siblings) ??
    siblings.find((name) => isPlan(name) && name.startsWith(basename(path)));
  const hint =
    similar === undefined ? 'Check the path.' : `Did you mean ${display(join(dirname(path), similar), cwd)}?`;
  throw new Fault('usage', { problem: `there is no ${display(path, cwd)}`, hint }, error);
}
