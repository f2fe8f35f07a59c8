import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, planText, commandFixture } from '../command-fixture.js';

const plans = { 'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"']) };

spec(
  'cli: export',
  (it) => {
    it('prints what a run would send now, without credentials, and warns', async (scope) => {
      const { spawned } = await commandFixture(scope, plans);
      const { exit, stdout, stderr } = await spawned('export --as http', { env: credentials });
      assert.is(exit, 0);
      assert.match(
        stdout,
        '### plans/case.yaml: +14155550101\nPOST https://api.plivo.com/v1/Account/{{PLIVO_AUTH_ID}}/Call/\n',
      );
      assert.match(stdout, '"to": "+14155550102"');
      assert.not.match(stdout, credentials.PLIVO_AUTH_TOKEN);
      assert.not.match(stdout, credentials.PLIVO_AUTH_ID);
      assert.match(stderr, 'warning: Sending these requests calls people past the lockfile');
      assert.match(stderr, '2 calls exported\n');
    });

    it('leaves out what is done, what a guard holds back and what is not meant', async (scope) => {
      const { callplan, write } = await commandFixture(scope, plans);
      await callplan('run --simulate --yes --new --only +14155550101');
      const done = await callplan('export --as curl --simulate');
      assert.not.match(done.stdout, '"to": "+14155550101"');
      assert.match(done.stdout, '"to": "+14155550102"');
      assert.match(done.stderr, '1 call exported; 1 not to be sent now, as callplan dry-run says\n');
      const chosen = await callplan('export --as curl --only +14155550101');
      assert.not.match(chosen.stdout, '+14155550102');
      await write({ '.callplanrc.yaml': 'policy: { countries: [DE] }\n' });
      const held = await callplan('export --as postman');
      assert.not.match(held.stdout, '+1415555');
      assert.match(held.stderr, '0 calls exported; 2 not to be sent now');
      assert.not.match(held.stderr, 'warning');
    });

    it('joins calls as the run does', async (scope) => {
      const { callplan } = await commandFixture(scope, plans);
      assert.match((await callplan('export --as curl --bulk 2')).stdout, '"to": "+14155550101<+14155550102"');
    });

    it('writes a file, but takes the place of no plan, settings or lockfile', async (scope) => {
      const { callplan, read } = await commandFixture(scope, plans);
      const { exit, stdout, stderr } = await callplan('export --as curl --out calls.sh');
      assert.is(exit, 0);
      assert.is(stdout, '');
      assert.match(stderr, 'calls.sh written\n');
      assert.match(await read('calls.sh'), /^#!\/bin\/sh\n# Sending these requests/);
      for (const out of ['plans/case.yaml', '.callplanrc.json', 'plans/case.lock.jsonl'])
        assert.is((await callplan(`export --as curl --out ${out}`)).exit, 2, out);
    });

    it('needs a form, and plans without errors', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText(['nobody']) });
      assert.is((await callplan('export')).exit, 2);
      const { exit, stdout } = await callplan('export --as curl');
      assert.is(exit, 1);
      assert.is(stdout, '');
    });
  },
  { concurrency: 2 },
);
