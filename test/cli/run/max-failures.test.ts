import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, refuse, commandFixture } from '../command-fixture.js';

const env = credentials;
const numbers = Array.from({ length: 40 }, (_, index) => `"+141555501${String(index).padStart(2, '0')}"`);
const plan = planText(numbers);
/** As two plans: the budget is the run's, not a plan's. */
const plans = {
  'plans/a.yaml': planText(numbers.slice(0, 2)).replace('name: case', 'name: first'),
  'plans/b.yaml': planText(numbers.slice(2)),
};

spec(
  'cli: a budget of failures',
  (it) => {
    for (const concurrency of [1, 4])
      it(`stops a run that a server refuses altogether, ${concurrency} at a time, and goes on when told again`, async (scope) => {
        const { callplan, read } = await commandFixture(scope, plans);
        const { origin, received } = await plivoDouble(scope, refuse(400, 'no such number'));
        const run = `run --yes --new --cps 1000 --concurrency ${concurrency}`;
        const first = await callplan(`${run} --max-failures 5 --api-url ${origin}`, { env });
        assert.is(first.exit, 3, first.stdout + first.stderr);
        assert.ok(received.length > 5 && received.length <= 5 + concurrency, `${received.length} received`);
        assert.match(
          first.stdout,
          'stopped early: 6 of 6 calls failed, and max_failures allows 5. Run the same command again to go on.',
        );
        const recorded = await read('plans/b.lock.jsonl');
        assert.is(recorded.match(/"rejected"/g)?.length, received.length - 2);
        const mended = await plivoDouble(scope, fired);
        const second = await callplan(`${run} --max-failures 5 --api-url ${mended.origin}`, { env });
        assert.is(second.exit, 5, second.stdout);
        assert.is(mended.received.length, 40 - received.length);
      });

    it('takes a share, from the settings file as from the environment, and exits with 6 when calls are in doubt', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/a.yaml': plan,
        '.callplanrc.yaml': 'max_failures: 5%\nconcurrency: 1\n',
      });
      const { origin, received } = await plivoDouble(scope, refuse(503, 'unavailable'));
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      const byFile = await callplan(run, { env });
      assert.is(byFile.exit, 6);
      assert.match(byFile.stdout, '3 of 3 calls failed, and max_failures allows 2 (5% of 40).');
      assert.is(received.length, 3);
      const byEnvironment = await callplan(run, { env: { ...env, CALLPLAN_MAX_FAILURES: '0' } });
      assert.match(byEnvironment.stdout, '1 of 1 calls failed, and max_failures allows 0.');
      assert.is(received.length, 4);
    });

    it('has not stopped a run that had nothing left to send', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/a.yaml': planText(numbers.slice(0, 1)) });
      const { origin } = await plivoDouble(scope, refuse(400, 'no such number'));
      const { exit, stdout } = await callplan(`run --yes --new --max-failures 0 --api-url ${origin}`, {
        env,
      });
      assert.is(exit, 1);
      assert.not.match(stdout, 'stopped early');
    });

    it('shows up in the settings', async (scope) => {
      const { callplan } = await commandFixture(scope, { '.callplanrc.yaml': 'max_failures: 20\n' });
      assert.match((await callplan('config')).stdout, /max_failures +20 +\.callplanrc\.yaml/);
      assert.match((await callplan('config --max-failures 5%')).stdout, /max_failures +5% +--max-failures/);
    });

    for (const value of ['-1', '5.5', '0%', '101%', '5 %', 'many', '%'])
      it(`refuses ${value}`, async (scope) => {
        const { callplan } = await commandFixture(scope, {});
        const { exit, stderr } = await callplan('config', { env: { CALLPLAN_MAX_FAILURES: value } });
        assert.is(exit, 2);
        assert.match(
          stderr,
          `CALLPLAN_MAX_FAILURES is "${value}", which is not a whole number of calls, or a share of them from 1% to 100%`,
        );
        const file = await commandFixture(scope, { '.callplanrc.yaml': `max_failures: "${value}"\n` });
        assert.is((await file.callplan('config')).exit, 1);
      });
  },
  { concurrency: 2 },
);
