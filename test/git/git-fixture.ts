import type { Scope } from '../harness/spec.js';
import { commandFixture, type CommandFixture } from '../cli/command-fixture.js';
import { prepared } from './prepared-fixture.js';
import { git, put } from './repository.js';

type Files = Readonly<Record<string, string | undefined>>;

/** A command fixture whose folder is a git repository. */
export interface GitFixture extends CommandFixture {
  /** Runs git in it. Gives its output. */
  readonly git: (...args: string[]) => Promise<string>;
  /** Writes files, and commits all that there is; a file without a text is removed. Gives the commit's id. */
  readonly commit: (files: Files) => Promise<string>;
}

export async function gitFixture(scope: Scope, files: Record<string, string>): Promise<GitFixture> {
  const folder = await prepared(scope, `git fixture ${JSON.stringify(files)}`, async (home) => {
    await git(home, 'init', '--quiet', '--initial-branch=main');
    await commit(home, files);
  });
  return {
    ...(await commandFixture(scope, {}, folder)),
    git: async (...args) => (await git(folder, ...args)).trim(),
    commit: (contents) => commit(folder, contents),
  };
}

async function commit(folder: string, files: Files): Promise<string> {
  for (const [file, text] of Object.entries(files))
    if (text === undefined) await git(folder, 'rm', '--quiet', file);
    else await put(folder, { [file]: text });
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'x');
  return git(folder, 'rev-parse', 'HEAD');
}
