import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { openGit, type Git } from '../../src/git/git.js';
import { commitLockfiles, type LockfileToCommit } from '../../src/git/lockfile-commit.js';
import { spec } from '../harness/spec.js';
import { entry } from '../ledger/entries.js';
import { git, gitEnv, LOCKFILE, put, record, remoteAndClones } from './repository.js';

const [a, b] = [entry('a'), entry('b')];
const hide = (text: string): string => text;

const open = (cwd: string): Git => openGit({ cwd, env: gitEnv });
const fileOf = (text: string): LockfileToCommit => ({
  path: LOCKFILE,
  file: LOCKFILE,
  bytes: Buffer.from(text),
});

spec(
  'git: a commit of lockfiles',
  (it) => {
    it('holds them alone, and leaves what is staged and changed beside them', async (scope) => {
      const { ours } = await remoteAndClones(scope, { [LOCKFILE]: record(a), 'other.txt': '1\n' });
      await put(ours, { [LOCKFILE]: record(a, b), 'other.txt': '2\n', 'new.txt': 'new\n' });
      await git(ours, 'add', 'new.txt');
      const made = await commitLockfiles(open(ours), [fileOf(record(a, b))], hide);
      assert.is(made?.subject, 'Record 1 call of case: 1 fired');
      assert.is(
        await git(ours, 'show', '--format=%s', '--name-only', 'HEAD'),
        `${made?.subject ?? ''}\n\n${LOCKFILE}`,
      );
      assert.is(await git(ours, 'status', '--porcelain'), 'A  new.txt\n M other.txt');
    });

    it('is not made when there is nothing new', async (scope) => {
      const { ours } = await remoteAndClones(scope, { [LOCKFILE]: record(a) });
      assert.is(await commitLockfiles(open(ours), [fileOf(record(a))], hide), undefined);
    });

    it('runs no hook, and needs no name', async (scope) => {
      const { ours } = await remoteAndClones(scope, {});
      for (const hook of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction']) {
        await writeFile(join(ours, '.git/hooks', hook), '#!/bin/sh\ntouch ran\nexit 1\n');
        await chmod(join(ours, '.git/hooks', hook), 0o755);
      }
      await put(ours, { [LOCKFILE]: record(a) });
      await git(ours, 'config', 'user.useConfigOnly', 'true');
      const nobody = openGit({
        cwd: ours,
        env: { PATH: gitEnv.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      });
      await commitLockfiles(nobody, [fileOf(record(a))], hide);
      assert.is(await git(ours, 'log', '-1', '--format=%an <%ae>'), 'callplan <callplan@noreply.invalid>');
      assert.is(await git(ours, 'status', '--porcelain'), '');
    });

    it('may be the first one', async (scope) => {
      const folder = await scope.folder();
      await git(folder, 'init', '--quiet', '--initial-branch=main');
      await put(folder, { [LOCKFILE]: record(), 'x.txt': 'x' });
      const made = await commitLockfiles(open(folder), [fileOf(record())], hide);
      assert.is(made?.subject, 'Begin the record of case');
      assert.is(await git(folder, 'ls-tree', '-r', '--name-only', 'HEAD'), LOCKFILE);
    });

    it('counts calls by how they stand, plan by plan, without a number', async (scope) => {
      const { ours } = await remoteAndClones(scope, {});
      const other = record(entry('+14155550101', { state: 'rejected' })).replace('"case"', '"other"');
      const files = [
        fileOf(record(a, entry('+14155550102', { state: 'in_doubt' }))),
        { path: 'plans/other.lock.jsonl', file: 'plans/other.lock.jsonl', bytes: Buffer.from(other) },
      ];
      const made = await commitLockfiles(open(ours), files, hide);
      assert.is(
        await git(ours, 'log', '-1', '--format=%B', made?.commit ?? ''),
        'Record 3 calls of 2 plans: 1 fired, 1 rejected, 1 in doubt\n\n- case: 1 fired, 1 in doubt\n- other: 1 rejected\n',
      );
    });
  },
  { concurrency: 3 },
);
