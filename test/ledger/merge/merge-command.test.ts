import { chmod, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { takeHolder } from '../../../src/io/lock/holder.js';
import { prepared } from '../../git/prepared-fixture.js';
import { commitAll, git, record } from '../../git/repository.js';
import { spec, type Scope } from '../../harness/spec.js';
import { entry } from '../entries.js';
import { commandFixture, type CommandFixture } from '../../cli/command-fixture.js';
import { bin } from '../../harness/places.js';

const FILE = `pl'ans of "x"/the case.lock.jsonl`;
const [a, b, c] = ['a', 'b', 'c'].map((id) => entry(id));
const lines = (...entries: (typeof a)[]): string => record(...entries.flatMap((one) => one ?? []));
/** A journal that its run left when it died. */
const dead = `${record().trimEnd()}\n${record(entry('b', { state: 'sending' })).split('\n')[1] ?? ''}\n{"state":"sen`;

/** A repository with a branch `other`, in which callplan is a dependency, and where main has these lines and other has those. */
async function branches(
  scope: Scope,
  {
    base,
    ours,
    theirs,
    installed = true,
  }: { base?: string; ours: string; theirs: string; installed?: boolean },
): Promise<CommandFixture> {
  const started = await prepared(scope, `installed: ${installed}`, (home) => begin(scope, home, installed));
  const made = await commandFixture(scope, {}, started);
  const { folder } = made;
  await commitAll(folder, base === undefined ? { x: 'x' } : { [FILE]: base });
  await git(folder, 'checkout', '--quiet', '-b', 'other');
  await commitAll(folder, { [FILE]: theirs });
  await git(folder, 'checkout', '--quiet', 'main');
  await commitAll(folder, { [FILE]: ours });
  return made;
}

/** A repository in which callplan is a dependency, and nothing is committed yet. */
async function begin(scope: Scope, folder: string, installed: boolean): Promise<void> {
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  const { write, callplan } = await commandFixture(scope, {}, folder);
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(bin, join(folder, 'node_modules/.bin/callplan'));
  await write({ '.gitignore': 'node_modules\n', [FILE.replace('lock.jsonl', 'yaml')]: 'version: 1\n' });
  if (installed) assert.is((await callplan('merge-driver --install')).exit, 0);
}

const ways = {
  merge: ['merge', '--quiet', '-m', 'merged', 'other'],
  rebase: ['rebase', '--quiet', 'other'],
  'cherry-pick': ['cherry-pick', 'other'],
};

spec(
  'cli: merge-driver',
  (it) => {
    for (const [name, way] of Object.entries(ways))
      it(`joins two branches in a ${name}`, async (scope) => {
        const { folder, read } = await branches(scope, {
          base: lines(a),
          ours: lines(a, b),
          theirs: lines(a, c),
        });
        await git(folder, ...way);
        assert.is(await read(FILE), lines(a, b, c));
        assert.is(await git(folder, 'status', '--porcelain'), '');
      });

    it('joins lockfiles that both branches have begun, also one that a dead run left', async (scope) => {
      const { folder, read } = await branches(scope, { ours: dead, theirs: lines(a, c) });
      await git(folder, ...ways.merge);
      const doubt = { state: 'in_doubt', error: 'the run that sent it ended before the reply' } as const;
      assert.is(await read(FILE), lines(a, entry('b', doubt), c));
    });

    const conflicts: Record<string, [theirs: string, says: RegExp]> = {
      'a header of something else': [
        lines(a, c).replace('"plivo"', '"simulator"'),
        /cannot be merged: one is the record of target plivo/,
      ],
      'a damaged line': [`${lines(a)}{"edition"\n`, /\(theirs\):3: this line is not a JSON object/],
    };
    for (const [title, [theirs, says]] of Object.entries(conflicts))
      it(`leaves a conflict for ${title}`, async (scope) => {
        const { folder, read } = await branches(scope, { base: lines(a), ours: lines(a, b), theirs });
        const error = await git(folder, ...ways.merge).then(
          () => undefined,
          (reason: unknown) => reason as { stdout: string; stderr: string },
        );
        assert.match(error?.stderr ?? '', says);
        assert.match(await git(folder, 'status', '--porcelain'), /^AA|^UU/);
        assert.match(await read(FILE), /^<<<<<<< ours\n[^]*^=======\n[^]*^>>>>>>> theirs\n/m);
      });

    it('says which calls two branches tell differently, and asks for them', async (scope) => {
      const { folder, read } = await branches(scope, {
        base: lines(),
        ours: lines(a),
        theirs: lines(entry('a', { at: '2026-11-24T10:00:00.000Z' })),
      });
      await git(folder, ...ways.merge);
      assert.match(await read(FILE), '"merged":"twice"');
    });

    it('is written into the config of the clone and into .gitattributes, once', async (scope) => {
      const { folder, callplan, read, write } = await commandFixture(scope);
      await git(folder, 'init', '--quiet');
      await write({ '.gitattributes': '*.png binary' });
      assert.match((await callplan('merge-driver --install')).stdout, 'Commit .gitattributes');
      assert.is(await read('.gitattributes'), '*.png binary\n*.lock.jsonl merge=callplan\n');
      assert.match(
        await git(folder, 'config', 'merge.callplan.driver'),
        'callplan merge-driver %O %A %B %P ||',
      );
      assert.not.match((await callplan('merge-driver --install')).stdout, '.gitattributes');
      assert.is(await read('.gitattributes'), '*.png binary\n*.lock.jsonl merge=callplan\n');
    });

    it('is found where it is a dependency of a folder below the top', async (scope) => {
      const { folder, callplan, read, write } = await commandFixture(scope);
      await git(folder, 'init', '--quiet', '--initial-branch=main');
      await mkdir(join(folder, "a b's/node_modules/.bin"), { recursive: true });
      await symlink(bin, join(folder, "a b's/node_modules/.bin/callplan"));
      await write({ '.gitignore': 'node_modules\n' });
      await callplan('merge-driver --install', { below: "a b's" });
      await commitAll(folder, { [FILE]: lines() });
      await git(folder, 'checkout', '--quiet', '-b', 'other');
      await commitAll(folder, { [FILE]: lines(a) });
      await git(folder, 'checkout', '--quiet', 'main');
      await commitAll(folder, { [FILE]: lines(b) });
      await git(folder, ...ways.merge);
      assert.is(await read(FILE), lines(a, b));
    });

    it('is no program that a branch brought', async (scope) => {
      const { folder, callplan, write } = await commandFixture(scope);
      await git(folder, 'init', '--quiet', '--initial-branch=main');
      await callplan('merge-driver --install');
      await commitAll(folder, { [FILE]: lines() });
      await git(folder, 'checkout', '--quiet', '-b', 'other');
      await commitAll(folder, { [FILE]: lines(a) });
      await git(folder, 'checkout', '--quiet', '-b', 'strange', 'main');
      await write({ 'node_modules/.bin/callplan': '#!/bin/sh\ntouch ran\nexit 1\n' });
      await chmod(join(folder, 'node_modules/.bin/callplan'), 0o755);
      await commitAll(folder, { [FILE]: lines(b) });
      await git(folder, ...ways.merge).catch(() => undefined);
      assert.not.ok((await readdir(folder)).includes('ran'));
    });

    it('says so when it is called by hand without files', async (scope) => {
      const { callplan } = await commandFixture(scope);
      const { exit, stderr } = await callplan('merge-driver');
      assert.is(exit, 2);
      assert.match(stderr, 'merge-driver --install');
    });
  },
  { concurrency: 3 },
);

spec(
  'cli: lockfile repair',
  (it) => {
    it('resolves what git could not, by any name of the lockfile', async (scope) => {
      const { folder, read, callplan } = await branches(scope, {
        base: lines(a),
        ours: lines(a, b),
        theirs: lines(a, c),
        installed: false,
      });
      await git(folder, ...ways.merge).catch(() => undefined);
      const conflicted = await read(FILE);
      assert.match(conflicted, '<<<<<<< HEAD');
      const { stdout: would } = await callplan('lockfile repair --dry-run .');
      assert.match(would, 'both branches, 3 calls, can be joined');
      assert.is(await read(FILE), conflicted);
      const { stdout, exit } = await callplan('lockfile repair .');
      assert.is(exit, 0);
      assert.match(stdout, `joined; next: git add '`);
      assert.is(await read(FILE), lines(a, b, c));
      assert.match((await callplan('lockfile repair .')).stdout, 'No lockfile has conflict markers.');
    });

    it('waits for nobody who holds the lockfile', async (scope) => {
      const { folder, callplan } = await commandFixture(scope, { 'plans/case.lock.jsonl': lines(a) });
      const holder = await takeHolder(join(folder, 'plans/case.lock.jsonl'), 'f', process);
      scope.defer(holder.release);
      assert.is((await callplan('lockfile repair plans/case.lock.jsonl')).exit, 7);
    });

    it('changes nothing where the two tell different things', async (scope) => {
      const text = record(entry('a')).replace(
        /(\{"edition.*\n)/,
        (line) => `<<<<<<< HEAD\n${line}=======\n${line.replace('T10:00', 'T11:00')}>>>>>>> x\n`,
      );
      const { read, callplan } = await commandFixture(scope, { 'plans/case.lock.jsonl': text });
      const { exit, stderr } = await callplan('lockfile repair plans/case.lock.jsonl');
      assert.is(exit, 3);
      assert.match(stderr, 'different things of a call, in lines 3, 5;');
      assert.is(await read('plans/case.lock.jsonl'), text);
    });
  },
  { concurrency: 3 },
);
