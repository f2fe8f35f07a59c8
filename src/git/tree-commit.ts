import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import type { Git } from './git.js';

/** A file's place in the repository, from its top and with forward slashes, and what it holds. */
export interface CommittedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const FILE = '100644';

/** What a commit holds at a path; undefined for nothing. Throws Fault `git` for what is no regular file. */
export async function readBlob(git: Git, commit: string, path: string): Promise<Buffer | undefined> {
  const { mode, id } = (await entryAt(git, commit, path)) ?? {};
  if (mode === undefined || id === undefined) return undefined;
  return git.read(['cat-file', 'blob', id]);
}

async function entryAt(
  git: Git,
  commit: string,
  path: string,
): Promise<{ mode: string; id: string } | undefined> {
  const found = await git.run(['ls-tree', '-z', '--full-tree', commit, '--', path]);
  const [, mode, type, id] = /^(\d+) (\w+) ([0-9a-f]+)\t/.exec(found) ?? [];
  if (mode === undefined || id === undefined) return undefined;
  if (type !== 'blob' || !mode.startsWith('100'))
    throw new Fault('git', { problem: `${path} is no regular file in ${commit.slice(0, 10)}` });
  return { mode, id };
}

/**
 * Makes a commit that differs from `parent` in these files alone, and gives its id. It is built beside the work tree and the index, so
 * whatever else is changed or staged there stays as it is, and no hook runs.
 */
export async function createCommit(
  git: Git,
  parent: string | undefined,
  files: readonly CommittedFile[],
  message: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callplan-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    await git.run(['read-tree', ...(parent === undefined ? ['--empty'] : [parent])], { env });
    await updateIndex(git, parent, files, env);
    const tree = await git.run(['write-tree', '--missing-ok'], { env });
    const parents = parent === undefined ? [] : ['-p', parent];
    const sign = (await git.ask(['config', '--type=bool', 'commit.gpgSign'])).stdout === 'true' ? ['-S'] : [];
    return await git.run(['commit-tree', tree, ...parents, ...sign, '-F', '-'], {
      input: message,
      env: await authorOf(git),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts files into an index, as they are: no filter that the repository names has a part in it. */
export async function updateIndex(
  git: Git,
  parent: string | undefined,
  files: readonly CommittedFile[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const lines: string[] = [];
  for (const { path, bytes } of files) {
    const id = await git.run(['hash-object', '-w', '--stdin'], { input: bytes });
    const mode = parent === undefined ? FILE : ((await entryAt(git, parent, path))?.mode ?? FILE);
    lines.push(`${mode} ${id}\t${path}\0`);
  }
  await git.run(['update-index', '-z', '--index-info'], { input: lines.join(''), env });
}

/** Pipelines seldom have a name, and a commit must not fail for want of one. `.invalid` is nobody's. */
async function authorOf(git: Git): Promise<Record<string, string>> {
  if ((await git.ask(['var', 'GIT_COMMITTER_IDENT'])).ok && (await git.ask(['var', 'GIT_AUTHOR_IDENT'])).ok)
    return {};
  const [name, email] = ['callplan', 'callplan@noreply.invalid'];
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}
