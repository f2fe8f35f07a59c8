import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, refuse, commandFixture } from '../command-fixture.js';

const env = credentials;
const three = { 'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"', '"+14155550103"']) };

spec(
  'cli: a part of the calls',
  (it) => {
    it('--max-calls sends the first, and the next run goes on behind them', async (scope) => {
      const { callplan } = await commandFixture(scope, three);
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      const first = await callplan(`${run} --max-calls 2`, { env });
      assert.is(first.exit, 0, first.stderr);
      assert.match(first.stdout, '2 sent: 2 fired; 1 left out.');
      assert.match((await callplan(run, { env })).stdout, '1 sent: 1 fired; 2 already called.');
      assert.equal(
        received.map(({ to }) => to),
        ['+14155550101', '+14155550102', '+14155550103'],
      );
    });

    it('--only sends what it names; the policy counts no more than that', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        ...three,
        '.callplanrc.yaml': 'policy: { max_calls: 1 }\n',
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      assert.is((await callplan(run, { env })).exit, 5);
      assert.is((await callplan(`${run} --only +14155550102`, { env })).exit, 0);
      assert.equal(
        received.map(({ to }) => to),
        ['+14155550102'],
      );
    });

    it('--only rejected tries again what Plivo rejected, unchanged as it is, and nothing else', async (scope) => {
      const { callplan } = await commandFixture(scope, three);
      let open = false;
      const { origin, received } = await plivoDouble(scope, (response, request, count) => {
        const reply = open || count === 1 ? fired : refuse(400, 'caller id not verified');
        reply(response, request, count);
      });
      const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin}`;
      assert.is((await callplan(run, { env })).exit, 1);
      assert.is((await callplan(run, { env })).exit, 5);
      open = true;
      const again = await callplan(`${run} --only rejected`, { env });
      assert.is(again.exit, 0, again.stdout);
      assert.equal(
        received.map(({ to }) => String(to).slice(-1)),
        ['1', '2', '3', '2', '3'],
      );
      assert.is((await callplan(`${run} --only rejected`, { env })).exit, 0);
      assert.is(received.length, 5);
    });

    it('--stop-after starts nothing more, says that calls are left, and the next run goes on', async (scope) => {
      const { callplan } = await commandFixture(scope, three);
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --api-url ${origin}`;
      const first = await callplan(`${run} --cps 1 --stop-after 1s`, { env });
      assert.is(first.exit, 4, first.stdout);
      assert.match(first.stdout, 'stopped early: 1 s have passed, and --stop-after says no more.');
      assert.ok(received.length < 3);
      assert.is((await callplan(`${run} --cps 1000 --stop-after 9h`, { env })).exit, 0);
      assert.is(new Set(received.map(({ to }) => to)).size, 3);
      assert.is(received.length, 3);
    });

    for (const [flags, says] of [
      ['--max-calls -1', /--max-calls is "-1", which is not a whole number/],
      ['--max-calls two', /--max-calls is "two"/],
      ['--only +14155550199', /--only names \+14155550199, which no plan here has/],
    ] as const)
      it(`refuses ${flags}`, async (scope) => {
        const { callplan } = await commandFixture(scope, three);
        const { exit, stderr } = await callplan(`dry-run ${flags}`);
        assert.is(exit, 2);
        assert.match(stderr, says);
      });

    for (const time of ['', '5', '0s', '1d', '1m30', '-1s'])
      it(`refuses --stop-after=${time}`, async (scope) => {
        const { callplan } = await commandFixture(scope, three);
        const { exit, stderr } = await callplan(`run --simulate --stop-after=${time}`);
        assert.is(exit, 2);
        assert.match(stderr, 'is not a duration such as 90s, 50m or 1h30m');
      });

    it('refuses --only rejected where a call has that very id', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': planText(['{ id: rejected, to: "+14155550101" }']),
      });
      const { exit, stderr } = await callplan('dry-run --only rejected');
      assert.is(exit, 2);
      assert.match(stderr, 'plans/case.yaml has a call with the id rejected');
    });
  },
  { concurrency: 2 },
);
