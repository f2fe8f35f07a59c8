import { readdir } from 'node:fs';
import { resolve, sep } from 'node:path';
import { glob, type FileSystemAdapter } from 'tinyglobby';
import { isPattern } from './paths.js';

/**
 * The files that a pattern matches, as absolute paths in no particular order: `*` and `?` within a name, `**` for any folders, `{a,b}`
 * for either. Wildcards pass over node_modules and folders that start with a dot. Links are matched by their own name and not followed.
 * Throws what the disk says of a folder that cannot be read.
 */
export async function globFiles(pattern: string, cwd: string): Promise<string[]> {
  const { base, rest } = splitPattern(pattern, cwd);
  const trouble: Error[] = [];
  const found = await glob(rest, {
    cwd: base,
    ignore: ['**/node_modules/**'],
    expandDirectories: false,
    followSymbolicLinks: false,
    debug: false,
    fs: { readdir: listing(trouble) },
  });
  if (trouble[0]) throw trouble[0];
  return found.map((file) => resolve(base, file));
}

/** The folder that a pattern begins at, and what it wants below it. The library misses files in its own folder that a `..` leads back to. */
function splitPattern(pattern: string, cwd: string): { base: string; rest: string } {
  // Windows' shells leave the pattern to us, and write it with backslashes.
  const parts = (sep === '\\' ? pattern.replaceAll('\\', '/') : pattern).split('/');
  const first = parts.findIndex(isPattern);
  const base = first > 0 ? resolve(cwd, `${parts.slice(0, first).join('/')}/`) : cwd;
  return { base, rest: parts.slice(first).join('/') };
}

type Readdir = NonNullable<FileSystemAdapter['readdir']>;

/** Shows links as files, since the library passes over them or follows them, and keeps the errors that it swallows. */
function listing(trouble: Error[]): Readdir {
  const list = (
    folder: string,
    options: { withFileTypes: true },
    done: (error: NodeJS.ErrnoException | null, entries: Listed[]) => void,
  ): void => {
    readdir(folder, options, (error, entries) => {
      if (error && error.code !== 'ENOENT' && error.code !== 'ENOTDIR') trouble.push(error);
      done(error, error ? [] : entries.map(asListed));
    });
  };
  return list as unknown as Readdir;
}

interface Listed {
  readonly name: string;
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

function asListed(entry: Listed): Listed {
  return {
    name: entry.name,
    isFile: () => entry.isFile() || entry.isSymbolicLink(),
    isDirectory: () => entry.isDirectory(),
    isSymbolicLink: () => false,
  };
}
