import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Git } from './git.js';
import { readContents, readTree, type RevisionFile } from './revision.js';

/**
 * Hands over a folder, which looks like the top of a repository, with those files of a commit whose paths are `wanted`, and
 * removes it afterwards. What leads a path out of it is left out. Throws Fault `revision`.
 */
export async function withCopyOf<T>(
  commit: string,
  wanted: (path: string) => boolean,
  git: Git,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'callplan-base-')));
  try {
    await mkdir(join(folder, '.git'));
    const files = await readTree(commit, (path) => isSafe(path) && wanted(path), git);
    const links: { file: RevisionFile; target: string }[] = [];
    await readContents(
      commit,
      files,
      async (file, content) => {
        if (file.isLink) links.push({ file, target: content.toString() });
        else await place(folder, file, (path) => writeFile(path, content, { flag: 'wx' }));
      },
      git,
    );
    // Last, so that nothing is written through one of them.
    for (const { file, target } of links) await place(folder, file, (path) => symlink(target, path));
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function place(
  folder: string,
  file: RevisionFile,
  put: (path: string) => Promise<void>,
): Promise<void> {
  const path = join(folder, file.path);
  await mkdir(dirname(path), { recursive: true });
  await put(path);
}

/** git itself never makes a tree with other paths, and yet there are such trees. */
function isSafe(path: string): boolean {
  return path.split('/').every((name) => !['', '.', '..'].includes(name) && !/^\.git$|[\\\0]/i.test(name));
}
