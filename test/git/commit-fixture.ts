import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { prepared } from './prepared-fixture.js';
import { commitAll, git, gitEnv } from './repository.js';
import type { Scope } from '../harness/spec.js';
import {
  credentials,
  fired,
  planText,
  plivoDouble,
  commandFixture,
  type Double,
  type Reply,
  type CommandFixture,
} from '../cli/command-fixture.js';

export const env = { ...credentials, ...gitEnv };

export type Fixture = CommandFixture & {
  readonly remote: string;
  readonly plivo: Double;
  /** `run --commit`. */
  readonly run: (flags?: string) => ReturnType<CommandFixture['callplan']>;
};

/** A repository whose main is at a remote, with a plan of two calls that was never run. */
export async function fixture(scope: Scope, reply: Reply = fired): Promise<Fixture> {
  const home = await prepared(scope, 'commit fixture', makeRepository, ['work/.git/config']);
  const [made, remote] = [await commandFixture(scope, {}, join(home, 'work')), join(home, 'remote.git')];
  const plivo = await plivoDouble(scope, reply);
  const run = (flags = ''): ReturnType<CommandFixture['callplan']> =>
    made.callplan(`run --yes --new --commit --cps 100 --api-url ${plivo.origin} ${flags}`, { env });
  return { ...made, remote, plivo, run };
}

async function makeRepository(home: string): Promise<void> {
  const [remote, work] = [join(home, 'remote.git'), join(home, 'work')];
  await git(home, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  await mkdir(join(remote, 'hooks'));
  await git(home, 'init', '--quiet', '--initial-branch=main', work);
  await git(work, 'remote', 'add', 'origin', remote);
  await commitAll(work, { 'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"']) });
  await git(work, 'push', '--quiet', '--set-upstream', 'origin', 'main');
}

/** Another checkout runs the plan, and pushes what it knows. */
export async function runElsewhere(scope: Scope, { remote, folder, plivo }: Fixture): Promise<void> {
  const other = await commandFixture(scope);
  await git(folder, 'push', '--quiet', 'origin', 'main');
  await git(other.folder, 'init', '--quiet', '--initial-branch=main');
  await git(other.folder, 'pull', '--quiet', remote, 'main');
  await git(other.folder, 'remote', 'add', 'origin', remote);
  const { exit, stderr } = await other.callplan(
    `run --yes --new --commit --api-url ${plivo.origin} --max-calls 1`,
    { env },
  );
  assert.is(exit, 0, stderr);
}
