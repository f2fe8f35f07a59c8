import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { gitFixture, type GitFixture } from '../../git/git-fixture.js';
import { credentials, fired, planText, plivoDouble } from '../command-fixture.js';

const [ada, bob, cid] = ['"+14155550101"', '"+14155550102"', '"+14155550103"'] as const;

interface Base {
  readonly counts: Record<'added' | 'changed' | 'removed' | 'halted' | 'same', number>;
  readonly plans: readonly Record<'added' | 'removed' | 'halted', readonly string[]>[];
  readonly unread: readonly { readonly file: string; readonly problem: string }[];
}

async function compare({ callplan }: GitFixture, args = '--base HEAD^', below = ''): Promise<Base> {
  const { exit, stdout, stderr } = await callplan(`dry-run --format json ${args}`, { below });
  assert.is(exit, 0, stderr);
  return (JSON.parse(stdout) as { base: Base }).base;
}

function counts(given: Partial<Base['counts']>): Base['counts'] {
  return { added: 0, changed: 0, removed: 0, halted: 0, same: 0, ...given };
}

spec(
  'cli: dry-run --base',
  (it) => {
    it('tells calls that a change adds, changes and takes away from those that were there', async (scope) => {
      const made = await gitFixture(scope, {
        'plans/case.yaml': planText([ada, bob, `{ id: x, to: ${cid} }`]),
      });
      await made.commit({
        'plans/case.yaml': planText([ada, `{ id: x, to: ${cid}, digits: "4711" }`, '"+14155550104"']),
      });
      const { stdout } = await made.callplan('dry-run --base HEAD^');
      assert.match(
        stdout,
        /\ncompared with HEAD\^ \([0-9a-f]{12}\): this change adds 1 call, changes 1 call, takes away 1 call; 1 call would be placed without it too\n/,
      );
      assert.match(stdout, '  adds        plans/case.yaml  +14155550104\n');
      assert.match(stdout, '  changes     plans/case.yaml  x  send_digits\n');
      assert.match(stdout, '  takes away  plans/case.yaml  +14155550102\n');
      // Digits may be a PIN.
      assert.not.match(stdout, '4711');
    });

    it('compares by the lockfiles, settings and lists of then', async (scope) => {
      const { origin } = await plivoDouble(scope, fired);
      const made = await gitFixture(scope, { 'plans/case.yaml': planText([ada, bob]) });
      const run = `run --yes --new --only +14155550101 --api-url ${origin}`;
      assert.is((await made.callplan(run, { env: credentials })).exit, 0);
      await made.commit({});
      assert.equal((await compare(made)).counts, counts({ removed: 1, same: 1 }), 'it was called since');
      await made.commit({ '.callplanrc.yaml': 'edition: "2"\n' });
      const raised = await compare(made);
      assert.equal(raised.counts, counts({ added: 2, removed: 1 }), 'everybody is called once more');
      await made.commit({ '.callplanrc.yaml': 'edition: "2"\npolicy: { countries: [GB] }\n' });
      assert.equal((await compare(made)).counts, counts({ removed: 2 }), 'all are held');
      // What the working folder has and nobody has committed counts as of now.
      await made.write({ '.callplanrc.yaml': 'edition: "2"\n' });
      assert.equal((await compare(made, '--base HEAD')).counts, counts({ added: 2 }));
    });

    it('leaves to a person what was called and is edited', async (scope) => {
      const { origin } = await plivoDouble(scope, fired);
      const made = await gitFixture(scope, { 'plans/case.yaml': planText([ada]) });
      await made.callplan(`run --yes --new --api-url ${origin}`, { env: credentials });
      await made.commit({});
      await made.commit({ 'plans/case.yaml': planText([ada], 'digits: "1"') });
      const { stdout } = await made.callplan('dry-run --base HEAD^ --format markdown');
      assert.match(stdout, '**This change** leaves 1 call waiting or held (compared with `HEAD^`');
      assert.match(stdout, '| **undecided** | `+1415•••0101` |  | **halts** (`send_digits`) |');
    });

    it('follows plans that are new, renamed and gone', async (scope) => {
      const other = planText([cid]).replace('name: case', 'name: other');
      const made = await gitFixture(scope, {
        'plans/case.yaml': planText([ada]),
        'plans/gone.yaml': other,
      });
      await made.commit({
        'plans/case.yaml': undefined,
        'plans/gone.yaml': undefined,
        'plans/moved.yaml': planText([ada, bob]),
        'plans/new.yaml': planText(['"+14155550109"']).replace('name: case', 'name: new'),
      });
      const all = await compare(made);
      assert.equal(all.counts, counts({ added: 2, removed: 1, same: 1 }));
      assert.equal(
        all.plans.map((plan) => [plan.added, plan.removed]),
        [
          [['+14155550102'], []],
          [['+14155550109'], []],
          [[], ['+14155550103']],
        ],
      );
      const one = await compare(made, '--base HEAD^ moved.yaml', 'plans');
      assert.equal(one.counts, counts({ added: 1, same: 1 }));
    });

    it('says which plans were broken then, and does not fail', async (scope) => {
      const made = await gitFixture(scope, {
        'plans/case.yaml': planText(['nobody', 'none']),
        'plans/lost.yaml': planText([bob]).replace('name: case', 'name: lost'),
        'plans/lost.lock.jsonl': '{"lockfile":1}\n',
      });
      await made.commit({ 'plans/case.yaml': planText([ada]), 'plans/lost.lock.jsonl': undefined });
      const { counts: found, unread } = await compare(made);
      assert.equal(found, counts({ added: 2 }));
      assert.equal(
        unread.map(({ file }) => file),
        ['plans/case.yaml', 'plans/lost.yaml'],
      );
      assert.match(unread[0]?.problem ?? '', /^line 8: "nobody" is not a phone number .*, and 1 more error/);
      assert.match(unread[1]?.problem ?? '', /^plans\/lost.lock.jsonl:1: "plan" is missing/);
      await made.commit({ '.callplanrc.yaml': 'cps: fast\n' });
      await made.commit({ '.callplanrc.yaml': 'cps: 5\n' });
      const settings = await compare(made);
      assert.equal(settings.counts, counts({ added: 2 }));
      assert.equal(
        settings.unread.map(({ file }) => file),
        ['the settings'],
      );
    });

    it('counts what flags say on both sides', async (scope) => {
      const made = await gitFixture(scope, { 'plans/case.yaml': planText([ada]) });
      await made.commit({ 'plans/case.yaml': planText([ada, bob, cid]) });
      assert.equal((await compare(made, '--base HEAD^ --edition 9')).counts, counts({ added: 2, same: 1 }));
      assert.equal((await compare(made, '--base HEAD^ --only +14155550102')).counts, counts({ added: 1 }));
      assert.equal((await compare(made, '--base HEAD^ --max-calls 2')).counts, counts({ added: 1, same: 1 }));
    });

    it('names the way out where the revision is not there, and refuses what cannot be one', async (scope) => {
      const made = await gitFixture(scope, { 'plans/case.yaml': planText([ada]) });
      for (const revision of ['HEAD^', 'origin/main', 'main:plans', '--', '-x', '--output=x']) {
        const { exit, stderr, stdout } = await made.callplan(`dry-run --base=${revision}`);
        assert.is(exit, revision.startsWith('-') ? 2 : 3, revision);
        assert.match(
          stderr,
          revision.startsWith('-') ? 'cannot be the name of a revision' : 'fetch-depth: 0',
        );
        assert.is(stdout, '');
      }
      assert.equal((await readdir(made.folder)).sort(), ['.git', 'plans']);
      const { stderr } = await made.callplan('dry-run --base main --simulate');
      assert.match(stderr, 'the record of simulated runs is not');
    });

    it('runs nothing that the repository names, and follows no link out of it', async (scope) => {
      const made = await gitFixture(scope, {
        'plans/case.yaml': planText([ada]),
        '.gitattributes': '* filter=evil diff=evil\n',
      });
      const outside = await scope.folder();
      await symlink(join(outside, 'x.yaml'), join(made.folder, 'plans/link.yaml'));
      await symlink(outside, join(made.folder, 'plans/folder'));
      await made.commit({});
      await made.commit({ 'plans/link.yaml': undefined, 'plans/folder': undefined });
      for (const key of ['filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'core.fsmonitor'])
        await made.git('config', key, `touch ${join(outside, 'ran')}; cat`);
      const { unread, counts: found } = await compare(made, '--base main~1');
      assert.equal(found, counts({ same: 1 }));
      assert.equal(unread, [
        { file: 'plans/link.yaml', problem: 'the file cannot be read: it is a link that leads nowhere' },
      ]);
      assert.equal(await readdir(outside), []);
    });

    it('leaves no copy behind', async (scope) => {
      const made = await gitFixture(scope, { 'plans/case.yaml': planText([ada]) });
      const TMPDIR = await scope.folder();
      const { exit, stdout } = await made.spawned('dry-run --base main', { env: { TMPDIR } });
      assert.is(exit, 0);
      assert.match(stdout, 'this change changes no call; 1 call would be placed without it too\n');
      assert.equal(await readdir(TMPDIR), []);
    });
  },
  { concurrency: 1 },
);
