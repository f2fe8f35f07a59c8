import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { encodeLockfile } from '../../src/ledger/lockfile/encode.js';
import type { Entry } from '../../src/ledger/entry.js';
import type { Scope } from '../harness/spec.js';
import { header } from '../ledger/entries.js';
import { prepared } from './prepared-fixture.js';

/** Nothing of this machine's settings reaches git, and nothing in it is made at another time. */
export const gitEnv = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  // A new repository gets no hooks as examples.
  GIT_TEMPLATE_DIR: '',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** git in a folder. Rejects when it does not succeed, with what it printed. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd, env: gitEnv });
  return stdout.replace(/\n$/, '');
}

export const LOCKFILE = 'plans/case.lock.jsonl';

/** The text of a lockfile. */
export const record = (...entries: Entry[]): string => encodeLockfile({ ...header, plan: 'case' }, entries);

export async function put(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

export async function commitAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await put(folder, files);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'change');
}

/** A repository without a work tree, and two clones of it that have one commit with these files on main. */
export async function remoteAndClones(
  scope: Scope,
  files: Readonly<Record<string, string>>,
): Promise<{ remote: string; ours: string; theirs: string }> {
  const key = `remote and clones ${JSON.stringify(files)}`;
  const named = ['ours/.git/config', 'theirs/.git/config'];
  const home = await prepared(scope, key, (folder) => makeRemoteAndClones(folder, files), named);
  return { remote: join(home, 'remote.git'), ours: join(home, 'ours'), theirs: join(home, 'theirs') };
}

async function makeRemoteAndClones(home: string, files: Readonly<Record<string, string>>): Promise<void> {
  const [remote, ours] = [join(home, 'remote.git'), join(home, 'ours')];
  await git(home, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  await git(home, 'init', '--quiet', '--initial-branch=main', ours);
  for (const folder of [remote, join(ours, '.git')]) await mkdir(join(folder, 'hooks'));
  await git(ours, 'remote', 'add', 'origin', remote);
  await commitAll(ours, { 'README.md': 'x\n', ...files });
  await git(ours, 'push', '--quiet', '--set-upstream', 'origin', 'main');
  await git(home, 'clone', '--quiet', remote, 'theirs');
}
