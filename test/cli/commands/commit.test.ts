import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { takeHolder } from '../../../src/io/lock/holder.js';
import { git, LOCKFILE } from '../../git/repository.js';
import { spec } from '../../harness/spec.js';
import { env, runElsewhere, fixture } from '../../git/commit-fixture.js';
import { interrupting, planText, refuse, commandFixture } from '../command-fixture.js';

async function hook(remote: string, text: string): Promise<void> {
  await writeFile(join(remote, 'hooks/pre-receive'), `#!/bin/sh\n${text}\n`);
  await chmod(join(remote, 'hooks/pre-receive'), 0o755);
}

const subjects = (remote: string): Promise<string> => git(remote, 'log', '--format=%s', 'main');

spec(
  'cli: run --commit',
  (it) => {
    it('brings the record to the remote branch, and nothing else', async (scope) => {
      const { remote, folder, write, run } = await fixture(scope);
      await write({ 'mine.txt': 'x' });
      await git(folder, 'add', 'mine.txt');
      const { exit, stderr } = await run();
      assert.is(exit, 0, stderr);
      assert.match(
        stderr,
        /Committed [0-9a-f]{10}: Record 2 calls of case: 2 fired\nPushed to origin\/main as [0-9a-f]{10}\.\n/,
      );
      assert.is(await subjects(remote), 'Record 2 calls of case: 2 fired\nchange');
      assert.is(await git(remote, 'show', '--format=', '--name-only', 'main'), LOCKFILE);
      assert.is(await git(folder, 'status', '--porcelain'), 'A  mine.txt');
    });

    it('does so whatever became of the run, and keeps its exit code', async (scope) => {
      const { remote, run } = await fixture(scope, refuse(503, 'unavailable'));
      assert.is((await run('--max-failures 0 --concurrency 1')).exit, 6);
      assert.is(await subjects(remote), 'Record 1 call of case: 1 in doubt\nchange');
    });

    it('says how to save the record when the push is refused', async (scope) => {
      const { remote, run, plivo, callplan } = await fixture(scope);
      await hook(remote, 'echo main is protected >&2; exit 1');
      const { exit, stderr } = await run();
      assert.is(exit, 3);
      assert.is(plivo.received.length, 2);
      assert.match(
        stderr,
        /could not be pushed to origin\/main: pre-receive hook declined.*\[lockfile-unpushed\]/,
      );
      assert.match(stderr, /do not start the job again before that is saved/);
      await hook(remote, '');
      const again = await callplan('commit --push', { env });
      assert.match(again.stdout, /^Nothing to commit.*\nPushed to origin\/main/);
      assert.is(await subjects(remote), 'Record 2 calls of case: 2 fired\nchange');
    });

    it('calls nobody when the record could not be pushed', async (scope) => {
      const { remote, run, plivo } = await fixture(scope);
      await rename(remote, `${remote}.away`);
      const { exit, stderr } = await run();
      assert.is(exit, 3);
      assert.match(stderr, /\[lockfile-unsaveable\]\n {2}Nobody was called/);
      assert.is(plivo.received.length, 0);
    });

    it('calls nobody while the remote knows of calls that this checkout does not', async (scope) => {
      const prepared = await fixture(scope);
      await runElsewhere(scope, prepared);
      const { exit, stderr } = await prepared.run();
      assert.is(exit, 5);
      assert.match(stderr, /origin\/main knows more .*\[lockfile-behind\]\n.*git pull origin main/);
      assert.is(prepared.plivo.received.length, 1);
      await git(prepared.folder, 'pull', '--quiet');
      assert.is((await prepared.run()).exit, 0);
      assert.is(prepared.plivo.received.length, 2);
    });

    it('has to be told the branch on a detached HEAD', async (scope) => {
      const { folder, remote, run, plivo } = await fixture(scope);
      await git(folder, 'checkout', '--quiet', '--detach');
      const { exit, stderr } = await run();
      assert.is(exit, 2);
      assert.match(stderr, '--branch "$CI_COMMIT_REF_NAME"');
      assert.is(plivo.received.length, 0);
      assert.is((await run('--branch main')).exit, 0);
      assert.is(await subjects(remote), 'Record 2 calls of case: 2 fired\nchange');
    });

    it('saves the record after a signal, and ends with its exit code', async (scope) => {
      const { reply, during } = interrupting('SIGTERM');
      const { remote, spawned, plivo } = await fixture(scope, reply);
      const { exit, stderr } = await spawned(
        `run --yes --new --commit --cps 100 --concurrency 1 --api-url ${plivo.origin}`,
        { env, during },
      );
      assert.is(exit, 143, stderr);
      assert.is(await subjects(remote), 'Record 1 call of case: 1 fired\nchange');
    });

    it('is for real runs, and the place to push to for it', async (scope) => {
      const { callplan } = await commandFixture(scope);
      for (const flags of ['--simulate --commit', '--branch main', '--remote origin'])
        assert.is((await callplan(`run ${flags}`, { env })).exit, 2, flags);
    });
  },
  { concurrency: 3 },
);

spec(
  'cli: commit',
  (it) => {
    it('commits the lockfiles of the plans that are named, whatever the plans say by now', async (scope) => {
      const { folder, plivo, callplan, write } = await fixture(scope);
      await write({ 'plans/other.yaml': planText(['"+14155550103"']).replace('name: case', 'name: other') });
      await callplan(`run --yes --new --cps 100 --api-url ${plivo.origin}`, { env });
      await write({ 'plans/case.yaml': 'nonsense' });
      const { stdout, exit } = await callplan('commit plans/case.yaml', { env });
      assert.is(exit, 0);
      assert.match(stdout, /^Committed [0-9a-f]{10}: Record 2 calls of case: 2 fired\n$/);
      assert.is(await git(folder, 'show', '--format=', '--name-only', 'HEAD'), LOCKFILE);
      assert.match((await callplan('commit plans/case.yaml', { env })).stdout, 'Nothing to commit');
    });

    it('keeps what HEAD knows when the lockfile was lost and begun anew', async (scope) => {
      const { folder, plivo, callplan, read } = await fixture(scope);
      const place = (id: string): Promise<unknown> =>
        callplan(`run --yes --new --cps 100 --api-url ${plivo.origin} --only ${id}`, { env });
      await place('+14155550101');
      await callplan('commit', { env });
      await rm(join(folder, LOCKFILE));
      await place('+14155550102');
      assert.match((await callplan('commit', { env })).stdout, /^Committed/);
      const committed = await git(folder, 'show', `HEAD:${LOCKFILE}`);
      for (const number of ['0101', '0102']) assert.match(committed, `"id":"+1415555${number}"`);
      assert.is(await read(LOCKFILE), `${committed}\n`);
      assert.is(await git(folder, 'status', '--porcelain'), '');
    });

    it('does not take the lockfile of a run that goes on', async (scope) => {
      const { folder, callplan, plivo } = await fixture(scope);
      await callplan(`run --yes --new --cps 100 --api-url ${plivo.origin}`, { env });
      const holder = await takeHolder(join(folder, LOCKFILE), LOCKFILE, process);
      scope.defer(holder.release);
      assert.is((await callplan('commit', { env })).exit, 7);
    });

    it('leaves a merge that goes on to the one who began it', async (scope) => {
      const { folder, plivo, callplan } = await fixture(scope);
      await callplan(`run --yes --new --cps 100 --api-url ${plivo.origin}`, { env });
      await writeFile(join(folder, '.git/MERGE_HEAD'), `${await git(folder, 'rev-parse', 'HEAD')}\n`);
      const { exit, stderr } = await callplan('commit', { env });
      assert.is(exit, 3);
      assert.match(stderr, 'git: a merge is going on');
    });

    it('has nothing to do without lockfiles, and nowhere to push to without --push', async (scope) => {
      const { callplan } = await fixture(scope);
      assert.match((await callplan('commit', { env })).stdout, 'there is no lockfile');
      assert.is((await callplan('commit --branch main', { env })).exit, 2);
    });
  },
  { concurrency: 3 },
);
