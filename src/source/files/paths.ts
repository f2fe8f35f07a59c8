import { lstatSync, realpathSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { faultOf } from '../../diagnostics/fatal.js';
import { unreadable } from '../../diagnostics/unreadable.js';

/** Why a link that leads elsewhere is not followed. */
export const LINK_OUT = 'it is a link that leads out of the repository';

/**
 * Why a `path`, which need not exist, must not be used: it lies in the repository by its text and elsewhere by its links, and a branch
 * from a stranger could have a file read or written anywhere.
 */
export function linkOut(path: string, root: string): string | undefined {
  if (!isInside(path, root)) return undefined;
  const real = realPathOf(path);
  // A link to nothing would be followed by whoever creates the file; a file may have been created this very moment.
  const dangling =
    real === undefined && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (dangling || (real !== undefined && !isOfRepository(real, realpathSync.native(root)))) return LINK_OUT;
  return real === undefined ? linkOut(dirname(path), root) : undefined;
}

/** Throws Fault `file-unreadable` for what {@link linkOut} refuses. */
export function refuseLinkOut(path: string, file: string, root: string): void {
  const problem = linkOut(path, root);
  if (problem !== undefined) throw faultOf(unreadable(file, problem));
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
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

/**
 * Whether what lies at `real`, all links resolved, may be opened for a plan. What git keeps below the repository's top is none of its
 * files: a pipeline's checkout leaves a token there.
 */
export function isOfRepository(real: string, top: string): boolean {
  if (!isInside(real, top)) return false;
  const below = relative(top, real).split(sep);
  return !below.some((name) => name.toLowerCase() === '.git');
}

/** Whether a path has wildcards. */
export function isPattern(path: string): boolean {
  return /[*?[{]|[!+@]\(/.test(path);
}
