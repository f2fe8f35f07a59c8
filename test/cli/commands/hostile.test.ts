import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { planText, commandFixture } from '../command-fixture.js';

const plan = planText(['"+14155550101"']);

spec(
  'cli: links out of the repository',
  (it) => {
    it('a plan is not read through one', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/fine.yaml': plan });
      const outside = await scope.folder();
      await writeFile(join(outside, 'secret.yaml'), 'token: hunter2\n');
      await symlink(join(outside, 'secret.yaml'), join(folder, 'plans/link.yaml'));
      for (const command of ['dry-run', 'dry-run plans/l*.yaml', 'run --simulate', 'status']) {
        const { exit, stdout, stderr } = await callplan(command);
        assert.is(exit, 3, command);
        assert.match(
          stderr,
          'plans/link.yaml:1: the file cannot be read: it is a link that leads out of the repository',
        );
        assert.not.match(stdout + stderr, 'hunter2');
      }
      for (const command of ['validate', 'validate plans/link.yaml', 'validate plans/*.yaml']) {
        const { exit, stdout, stderr } = await callplan(command);
        assert.is(exit, 1, command);
        assert.match(
          stdout,
          'plans/link.yaml:1:1: error: the file cannot be read: it is a link that leads out of the repository [file-unreadable]',
        );
        assert.not.match(stdout + stderr, 'hunter2');
      }
    });

    it('nothing is read from what git keeps, where a checkout leaves its token', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      await writeFile(join(folder, '.git/config'), '- hunter2\n');
      for (const name of ['plans/link.yaml', 'plans/case.lock.jsonl']) {
        await symlink('../.git/config', join(folder, name));
        const { exit, stdout, stderr } = await callplan('dry-run');
        assert.is(exit, 3);
        assert.match(
          stderr,
          `${name}:1: the file cannot be read: it is a link that leads out of the repository`,
        );
        assert.not.match(stdout + stderr, 'hunter2');
        await rm(join(folder, name));
      }
    });

    it('a lockfile is neither read nor written through one', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const outside = await scope.folder();
      await symlink(join(outside, 'made.jsonl'), join(folder, 'plans/case.lock.jsonl'));
      for (const command of ['dry-run', 'status']) {
        const { exit, stderr } = await callplan(command);
        assert.is(exit, 3, command);
        assert.match(stderr, 'plans/case.lock.jsonl:1: the file cannot be read');
      }
      const { exit, stdout } = await callplan('validate');
      assert.is(exit, 1);
      assert.match(stdout, 'plans/case.lock.jsonl:1:1: error: the file cannot be read: it is a link');
      assert.equal(await readdir(outside), []);
    });

    it('a rehearsal writes nothing through one', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const outside = await scope.folder();
      await symlink(outside, join(folder, '.callplan'));
      assert.is((await callplan('run --simulate')).exit, 3);
      assert.equal(await readdir(outside), []);
    });

    it('a link to another repository does not become the repository, however it is named', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/fine.yaml': plan });
      const { folder: other } = await commandFixture(scope, { 'case.yaml': plan });
      await symlink(other, join(folder, 'plans/other'));
      for (const named of ['plans/other', 'plans/other/case.yaml', 'plans/other/*.yaml']) {
        const { exit, stderr } = await callplan(`dry-run ${named}`);
        assert.is(exit, 3, named);
        assert.match(stderr, 'plans/other/case.yaml:1: the file cannot be read: it is a link that leads out');
      }
    });

    it('the folder of the plans is not one', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { '.callplanrc.yaml': 'plans: elsewhere\n' });
      const outside = await scope.folder();
      await writeFile(join(outside, 'case.yaml'), plan);
      await symlink(outside, join(folder, 'elsewhere'));
      assert.is((await callplan('dry-run')).exit, 3);
    });

    it('the settings cannot name a folder outside', async (scope) => {
      const outside = await scope.folder();
      await writeFile(join(outside, 'case.yaml'), plan);
      for (const plans of [outside, '../']) {
        const { callplan } = await commandFixture(scope, { '.callplanrc.yaml': `plans: ${plans}\n` });
        const { exit, stdout } = await callplan('dry-run');
        assert.is(exit, 3, plans);
        assert.is(stdout, '');
      }
    });

    it('one file under two names is one plan', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      await symlink('case.yaml', join(folder, 'plans/same.yaml'));
      assert.match((await callplan('dry-run')).stdout, '1 to send');
    });

    it('two plans never share a lockfile', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'plans/case.yml': plan.replace('name: case', 'name: other'),
      });
      await mkdir(join(folder, 'empty'));
      const { exit, stderr } = await callplan('dry-run');
      assert.is(exit, 2);
      assert.match(
        stderr,
        'plans/case.yml:1: the calls of this plan would be recorded in plans/case.lock.jsonl, and so would those of another',
      );
    });
  },
  { concurrency: 2 },
);
