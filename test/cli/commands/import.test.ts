import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { address, body } from '../../convert/import/import-fixture.js';
import { curlCall as call } from '../curl-call.js';
import { commandFixture } from '../command-fixture.js';

const plan = `version: 1
name: calls
from: "+14152224444"
callbacks:
  answer: { url: "https://example.com/answer", method: GET }
destinations:
  - "+14152223333"
`;

const record = 'Whom these requests have called already is not on record.';

spec(
  'cli: import',
  (it) => {
    it('prints the plan of a script, and the plan alone', async (scope) => {
      const { spawned, folder } = await commandFixture(scope, { 'calls.sh': call() });
      const { exit, stdout, stderr } = await spawned('import calls.sh');
      assert.is(stdout, plan);
      assert.match(stderr, `1 call. ${record}\n`);
      assert.is(exit, 0);
      assert.equal((await readdir(folder)).sort(), ['.git', 'calls.sh']);
    });

    it('reads standard input', async (scope) => {
      const { callplan } = await commandFixture(scope);
      assert.is((await callplan('import - --name calls', { input: call() })).stdout, plan);
    });

    it('writes a plan that validates, is dry-run, and goes out as it came in', async (scope) => {
      const { callplan, read } = await commandFixture(scope, { 'calls.sh': call() });
      const { exit, stdout, stderr } = await callplan('import calls.sh --out plans/night.yaml');
      assert.is(exit, 0);
      assert.is(stdout, '');
      assert.match(stderr, `1 call in plans/night.yaml. ${record}\n`);
      assert.is(await read('plans/night.yaml'), plan.replace('calls', 'night'));
      assert.is((await callplan('validate')).exit, 0);
      const out = await callplan('export --as curl');
      assert.is((await callplan('import - --name calls', { input: out.stdout })).stdout, plan);
    });

    it('changes no file that exists', async (scope) => {
      const { callplan, read } = await commandFixture(scope, { 'calls.sh': call(), 'plans/a.yaml': 'mine' });
      const { exit, stderr } = await callplan('import calls.sh --out plans/a.yaml');
      assert.is(exit, 2);
      assert.match(stderr, 'plans/a.yaml exists already');
      assert.is(await read('plans/a.yaml'), 'mine');
    });

    it('writes nowhere but into the repository, and only plans', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'calls.sh': call() });
      const outside = await scope.folder();
      await symlink(outside, join(folder, 'linked'));
      await symlink(join(outside, 'b.yaml'), join(folder, 'b.yaml'));
      for (const [out, exit] of [
        [join(outside, 'a.yaml'), 2],
        ['../a.yaml', 2],
        ['calls.txt', 2],
        ['linked/a.yaml', 3],
        ['b.yaml', 2],
      ] as const)
        assert.is((await callplan(`import calls.sh --out ${out}`)).exit, exit, out);
      assert.equal(await readdir(outside), []);
      assert.equal((await readdir(folder)).sort(), ['.git', 'b.yaml', 'calls.sh', 'linked']);
    });

    it('says what it leaves out, writes the rest and exits with 1', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'calls.sh': `${call({ to: 'nobody' })}${call()}curl -F a=b ${address}\ncurl https://example.com\n`,
      });
      const { exit, stdout, stderr } = await callplan('import calls.sh');
      assert.is(exit, 1);
      assert.is(stdout, plan);
      const [first, second, third] = stderr.split('\n');
      assert.is(first, 'calls.sh:7: left out: -F sends a multipart form, and make-call takes none');
      assert.match(second ?? '', /^calls\.sh:1: left out: "nobody" is not a phone number/);
      assert.is(third, 'calls.sh:8: left out: GET example.com is no make-call request');
    });

    it('exits with 0 when only other requests are left out', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'calls.sh': `${call()}curl https://example.com\n` });
      assert.is((await callplan('import calls.sh')).exit, 0);
    });

    it('writes a plan that only lacks something, and says what', async (scope) => {
      const { callplan, read } = await commandFixture(scope, {
        'people.csv': 'to,id\n+14155550100,ann\n+14155550101,bob\n',
      });
      const { exit, stderr } = await callplan('import people.csv --out plans/people.yaml');
      assert.is(exit, 1);
      assert.match(stderr, '[missing-parameter]');
      assert.match(stderr, '2 calls in plans/people.yaml; the plan lacks what is named above.');
      assert.match(await read('plans/people.yaml'), '  - id: ann\n    to: "+14155550100"\n');
    });

    it('writes no plan with errors', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'calls.sh': call() });
      const { exit, stdout, stderr } = await callplan('import calls.sh --name -x');
      assert.is(exit, 1);
      assert.is(stdout, '');
      assert.match(stderr, '1 call, but the plan has errors: nothing was written');
    });

    it('writes nothing when there is nothing to write', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'calls.sh': 'echo hello\n' });
      const { exit, stdout, stderr } = await callplan('import calls.sh');
      assert.is(exit, 3);
      assert.is(stdout, '');
      assert.match(
        stderr,
        'calls.sh cannot be imported: it has no make-call request for a plan [form-unreadable]',
      );
    });

    it('knows a form by its name or its beginning, and --as knows better', async (scope) => {
      const item = JSON.stringify({
        request: { method: 'POST', url: address, body: { mode: 'raw', raw: JSON.stringify(body) } },
      });
      const { callplan } = await commandFixture(scope, {
        'a.txt': call(),
        b: item,
        c: 'to\n+14152223333\n',
        d: 'nothing',
        'e.json': call(),
      });
      for (const args of ['a.txt', 'b', 'e.json --as curl'])
        assert.is((await callplan(`import ${args} --name calls`)).stdout, plan, args);
      assert.match((await callplan('import c')).stdout, '- "+14152223333"');
      const { exit, stderr } = await callplan('import d');
      assert.is(exit, 2);
      assert.match(stderr, 'what d is cannot be told');
    });

    it('lets calls to one number into one plan when told to', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'calls.sh': call() + call({ time_limit: 5 }) });
      assert.is((await callplan('import calls.sh')).stdout, plan);
      const { exit, stdout } = await callplan('import calls.sh --duplicates allow');
      assert.is(exit, 0);
      assert.match(stdout, 'duplicates: allow\n');
      assert.match(stdout, '  - id: "call-2"\n');
    });
  },
  { concurrency: 2 },
);
