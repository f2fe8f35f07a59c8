import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { prepared } from './prepared.js';
import { commitAll, git, gitEnv } from './repository.js';
import type { Scope } from '../harness/spec.js';
import {
  credentials,
  fired,
  planText,
  plivoDouble,
  rig,
  type Double,
  type Reply,
  type Rig,
} from '../cli/rig.js';

export const env = { ...credentials, ...gitEnv };

export type Stage = Rig & {
  readonly remote: string;
  readonly plivo: Double;
  /** `run --commit`. */
  readonly run: (flags?: string) => ReturnType<Rig['callplan']>;
};

/** A repository whose main is at a remote, with a plan of two calls that was never run. */
export async function stage(scope: Scope, reply: Reply = fired): Promise<Stage> {
  const home = await prepared(scope, 'commit stage', makeStage, ['work/.git/config']);
  const [made, remote] = [await rig(scope, {}, join(home, 'work')), join(home, 'remote.git')];
  const plivo = await plivoDouble(scope, reply);
  const run = (flags = ''): ReturnType<Rig['callplan']> =>
    made.callplan(`run --yes --new --commit --cps 100 --api-url ${plivo.origin} ${flags}`, { env });
  return { ...made, remote, plivo, run };
}

async function makeStage(home: string): Promise<void> {
  const [remote, work] = [join(home, 'remote.git'), join(home, 'work')];
  await git(home, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  await mkdir(join(remote, 'hooks'));
  await git(home, 'init', '--quiet', '--initial-branch=main', work);
  await git(work, 'remote', 'add', 'origin', remote);
  await commitAll(work, { 'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"']) });
  await git(work, 'push', '--quiet', '--set-upstream', 'origin', 'main');
}

/** Another checkout runs the plan, and pushes what it knows. */
export async function runElsewhere(scope: Scope, { remote, folder, plivo }: Stage): Promise<void> {
  const other = await rig(scope);
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
