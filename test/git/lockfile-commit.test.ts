import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Fault } from '../../src/diagnostics/fault.js';
import { openGit, type Git } from '../../src/git/git.js';
import {
  commitLockfiles,
  pushLockfiles,
  type PushedLockfiles,
  type LockfileToCommit,
} from '../../src/git/lockfile-commit.js';
import { spec, type Scope } from '../harness/spec.js';
import { entry, faultOf } from '../ledger/entries.js';
import { commitAll, git, gitEnv, LOCKFILE, put, record, remoteAndClones } from './repository.js';

const hide = (text: string): string => text;
const upstream = { remote: 'origin', branch: 'main' };
const [a, b, c] = ['a', 'b', 'c'].map((id) => entry(id)) as [
  ReturnType<typeof entry>,
  ReturnType<typeof entry>,
  ReturnType<typeof entry>,
];

const open = (cwd: string, env: Record<string, string> = {}): Git =>
  openGit({ cwd, env: { ...gitEnv, ...env } });
const fileOf = (text: string): LockfileToCommit => ({
  path: LOCKFILE,
  file: LOCKFILE,
  bytes: Buffer.from(text),
});

/** Waits that take no time; `between` happens in each. */
function push(
  repository: Git,
  text: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<PushedLockfiles> {
  return pushLockfiles(repository, upstream, [fileOf(text)], {
    clock: { sleep: () => between().then(() => undefined) },
    random: () => 0,
    signal: new AbortController().signal,
    hide,
  });
}

async function saved(
  scope: Scope,
  text: string,
): Promise<{ remote: string; ours: string; theirs: string; repository: Git; text: string }> {
  const clones = await remoteAndClones(scope, { [LOCKFILE]: record(a) });
  await put(clones.ours, { [LOCKFILE]: text });
  const repository = open(clones.ours);
  await commitLockfiles(repository, [fileOf(text)], hide);
  return { ...clones, repository, text };
}

const atRemote = (remote: string, file = LOCKFILE): Promise<string> => git(remote, 'show', `main:${file}`);

spec(
  'git: a push of lockfiles',
  (it) => {
    it('moves the branch on to the commit that was made', async (scope) => {
      const { remote, ours, repository, text } = await saved(scope, record(a, b));
      assert.equal(await push(repository, text), {
        commit: await git(ours, 'rev-parse', 'HEAD'),
        isApart: false,
        contested: 0,
      });
      assert.is(await git(remote, 'rev-parse', 'main'), await git(ours, 'rev-parse', 'HEAD'));
      assert.is((await push(repository, text)).commit, undefined);
    });

    it('joins what the branch has got meanwhile, lines of the same lockfile and other files', async (scope) => {
      const { remote, ours, theirs, repository, text } = await saved(scope, record(a, b));
      await commitAll(theirs, { [LOCKFILE]: record(a, c), 'new.txt': 'new' });
      await git(theirs, 'push', '--quiet');
      await put(ours, { 'README.md': 'changed\n' });
      assert.is((await push(repository, text)).isApart, true);
      assert.is(`${await atRemote(remote)}\n`, record(a, b, c));
      assert.is(await atRemote(remote, 'new.txt'), 'new');
      assert.is(await git(remote, 'rev-parse', 'main^'), await git(theirs, 'rev-parse', 'HEAD'));
      assert.is(await git(ours, 'status', '--porcelain'), ' M README.md');
    });

    it('says of how many calls the branch tells something else', async (scope) => {
      const { remote, theirs, repository, text } = await saved(scope, record(a, b));
      await commitAll(theirs, { [LOCKFILE]: record(a, { ...b, at: '2026-11-24T10:00:00.000Z' }) });
      await git(theirs, 'push', '--quiet');
      assert.is((await push(repository, text)).contested, 1);
      assert.match(await atRemote(remote), '"merged":"twice"');
    });

    it('brings along no other commit of this checkout', async (scope) => {
      const { remote, ours, repository } = await saved(scope, record(a, b));
      await commitAll(ours, { 'mine.txt': 'x' });
      await commitLockfiles(repository, [fileOf(record(a, b, c))], hide);
      await push(repository, record(a, b, c));
      assert.is(await git(remote, 'ls-tree', '-r', '--name-only', 'main'), `README.md\n${LOCKFILE}`);
    });

    it('is tried again when the branch moves just then, or cannot be reached for a moment', async (scope) => {
      const { remote, repository, text } = await saved(scope, record(a, b));
      await rename(remote, `${remote}.away`);
      let waits = 0;
      await push(repository, text, async () => {
        if (++waits === 2) await rename(`${remote}.away`, remote);
      });
      assert.is(waits, 2);
      assert.is(`${await atRemote(remote)}\n`, record(a, b));
    });

    it('is tried again when the branch moves between the look and the push', async (scope) => {
      const { remote, theirs, repository, text } = await saved(scope, record(a, b));
      let moved = false;
      const racing: Git = {
        ...repository,
        ask: async (args, options) => {
          if (args[0] === 'push' && !moved) {
            moved = true;
            await commitAll(theirs, { [LOCKFILE]: record(a, c) });
            await git(theirs, 'push', '--quiet');
          }
          return repository.ask(args, options);
        },
      };
      await push(racing, text);
      assert.is(`${await atRemote(remote)}\n`, record(a, b, c));
    });

    it('works in a shallow clone on a detached HEAD', async (scope) => {
      const { remote, theirs } = await remoteAndClones(scope, { [LOCKFILE]: record(a) });
      const shallow = join(await scope.folder(), 'shallow');
      await git(theirs, 'clone', '--quiet', '--depth=1', `file://${remote}`, shallow);
      await git(shallow, 'checkout', '--quiet', '--detach');
      await commitAll(theirs, { [LOCKFILE]: record(a, c) });
      await commitAll(theirs, { 'more.txt': 'x' });
      await git(theirs, 'push', '--quiet');
      await commitLockfiles(open(shallow), [fileOf(record(a, b))], hide);
      await push(open(shallow), record(a, b));
      assert.is(`${await atRemote(remote)}\n`, record(a, b, c));
      assert.is(await git(remote, 'rev-list', '--count', 'main'), '4');
    });

    it('begins a branch that does not exist yet', async (scope) => {
      const { remote, repository, text } = await saved(scope, record(a, b));
      const pushed = await pushLockfiles(
        repository,
        { ...upstream, branch: 'calls/nightly' },
        [fileOf(text)],
        {
          clock: { sleep: () => Promise.resolve() },
          random: () => 0,
          signal: new AbortController().signal,
          hide,
        },
      );
      assert.is(await git(remote, 'rev-parse', 'calls/nightly'), pushed.commit);
    });

    const refused = async (work: Promise<unknown>): Promise<Fault<'lockfile-unpushed'>> => {
      const fault = await faultOf(work);
      assert.is(fault.code, 'lockfile-unpushed');
      return fault as Fault<'lockfile-unpushed'>;
    };

    it('that a hook of the remote refuses is given up at once, with the way back', async (scope) => {
      const { remote, ours, repository, text } = await saved(scope, record(a, b));
      await writeFile(join(remote, 'hooks/pre-receive'), '#!/bin/sh\necho main is protected >&2\nexit 1\n');
      await chmod(join(remote, 'hooks/pre-receive'), 0o755);
      const fault = await refused(push(repository, text, () => Promise.reject(new Error('waited'))));
      assert.match(fault.message, /origin\/main: pre-receive hook declined; .*main is protected/);
      const head = await git(ours, 'rev-parse', 'HEAD');
      assert.match(
        fault.hint,
        `in commit ${head.slice(0, 10)}: do not start the job again before that is saved`,
      );
      assert.match(
        fault.hint,
        `Push it: callplan commit --push --remote origin --branch main. Or keep as an artifact: ${LOCKFILE}.`,
      );
      assert.is(fault.exit, 3);
    });

    it('to a remote that is gone is given up after some tries', async (scope) => {
      const { remote, repository, text } = await saved(scope, record(a, b));
      await rename(remote, `${remote}.away`);
      let waits = 0;
      await refused(push(repository, text, () => Promise.resolve((waits += 1))));
      assert.is(waits, 5);
    });

    it('tells no password that the address of the remote holds', async (scope) => {
      const { ours, repository, text } = await saved(scope, record(a, b));
      await git(ours, 'remote', 'set-url', 'origin', 'http://user:s3cret@127.0.0.1:9/x.git');
      const fault = await refused(push(repository, text));
      assert.not.match(fault.message + fault.hint, /s3cret|user:/);
      assert.match(fault.message, '127.0.0.1:9');
    });

    it('does not take the place of a record of something else', async (scope) => {
      const { theirs, repository, text } = await saved(scope, record(a, b));
      await commitAll(theirs, { [LOCKFILE]: record(c).replace('"plivo"', '"simulator"') });
      await git(theirs, 'push', '--quiet');
      assert.is((await faultOf(push(repository, text))).code, 'lockfile-unmerged');
    });
  },
  { concurrency: 3 },
);
