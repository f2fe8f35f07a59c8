import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, commandFixture } from '../command-fixture.js';

const file = '.callplanrc.yaml';

const mixed = {
  [file]: 'policy: { countries: [US] }\n',
  'plans/case.yaml': planText([
    '"+14155550101"',
    '{ id: berlin, to: "+493023125000" }',
    '"+14155550102"',
    '{ id: desk, to: sip:a@b.example }',
  ]),
};
const held = `+493023125000 is a number of DE, which policy.countries does not list (${file}:1); add DE to policy.countries to let it pass`;

spec(
  'cli: policy: dry-run and run',
  (it) => {
    it('a refused call is held with its reason, and the others are sent', async (scope) => {
      const { callplan } = await commandFixture(scope, mixed);
      const planned = await callplan('dry-run');
      assert.is(planned.exit, 0, planned.stderr);
      assert.match(planned.stdout, `hold  berlin        +493023125000  ${held}\n`);
      assert.match(planned.stdout, '2 to send, 0 to skip, 0 to ask about, 2 held');

      const { origin, received } = await plivoDouble(scope, fired);
      const ran = await callplan(`run --yes --new --cps 1000 --api-url ${origin}`, { env: credentials });
      assert.is(ran.exit, 5, ran.stderr);
      assert.match(ran.stdout, `hold      berlin  ${held}\n`);
      assert.match(ran.stdout, '2 sent: 2 fired; 2 held.');
      assert.equal(received.map(({ to }) => to).sort(), ['+14155550101', '+14155550102']);
    });

    it('no flag and no variable opens it, --again, --edition and --bulk included', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        [file]: 'policy: { countries: [US], require_edition: true }\n',
        'plans/case.yaml': planText(['{ id: berlin, to: "+493023125000" }', '"+14155550101"']).replace(
          'edition: "1"\n',
          '',
        ),
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const env = { ...credentials, CALLPLAN_POLICY: '{}', CALLPLAN_EDITION: '9' };
      const { exit, stdout } = await callplan(
        `run --yes --new --again berlin --edition 9 --bulk 9 --api-url ${origin}`,
        { env },
      );
      assert.is(exit, 5, stdout);
      assert.match(stdout, '2 held');
      assert.equal(received, []);
      assert.is((await callplan('run --yes --new --policy none', { env })).exit, 2);
    });

    it('more calls than max_calls, over all plans: none of them is sent', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        [file]: 'policy:\n  max_calls: 3\n',
        'plans/a.yaml': planText(['"+14155550101"', '"+14155550102"']),
        'plans/b.yaml': planText(['"+14155550103"', '"+14155550104"']).replace('name: case', 'name: b'),
      });
      assert.is((await callplan('validate')).exit, 0, 'each plan alone is within the limit');
      const { origin, received } = await plivoDouble(scope, fired);
      const run = (plans: string): ReturnType<typeof callplan> =>
        callplan(`run --yes --new --cps 1000 --api-url ${origin} ${plans}`, { env: credentials });
      const both = await run('');
      assert.is(both.exit, 5);
      const says = `a run would place 4 calls, and policy.max_calls lets it place 3 (${file}:2); raise policy.max_calls to 4 to let them pass`;
      assert.is(both.stdout.split(says).length, 5, both.stdout);
      assert.equal(received, []);
      // What was placed no longer counts, and what another guard holds does not either.
      assert.is((await run('plans/a.yaml')).exit, 0);
      assert.is((await run('')).exit, 0);
      assert.is(received.length, 4);
    });

    it('what another guard holds does not count for max_calls', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        ...mixed,
        [file]: 'policy: { countries: [US], max_calls: 2 }\n',
      });
      assert.match((await callplan('dry-run')).stdout, '2 to send, 0 to skip, 0 to ask about, 2 held');
    });

    it('a rehearsal keeps to it as well', async (scope) => {
      const { callplan } = await commandFixture(scope, mixed);
      const { exit, stdout } = await callplan('run --simulate --cps 1000');
      assert.is(exit, 5);
      assert.match(stdout, '2 held');
    });

    it('config shows what is in force', async (scope) => {
      const settings = 'policy:\n  countries: [US, GB]\n  prefixes:\n    deny: ["+1900"]\n';
      const { callplan } = await commandFixture(scope, { [file]: settings });
      const { stdout } = await callplan('config');
      assert.match(stdout, /^policy\.countries +US, GB +\.callplanrc\.yaml:2$/m);
      assert.match(stdout, /^policy\.prefixes\.deny +\+1900 +\.callplanrc\.yaml:4$/m);
      const { policy } = JSON.parse((await callplan('config --format json')).stdout) as { policy: object };
      assert.equal(policy, { countries: ['US', 'GB'], prefixes: { deny: ['+1900'] } });
    });
  },
  { concurrency: 2 },
);
