import * as assert from 'uvu/assert';
import { Exit } from '../../src/diagnostics/exit.js';
import { spec } from '../harness/spec.js';
import {
  credentials,
  fired,
  planText,
  plivoDouble,
  refuse,
  commandFixture,
  type Result,
} from './command-fixture.js';
import type { Scope } from '../harness/spec.js';

const plan = {
  'plans/case.yaml': planText(['"+14155550101"']),
  'other/case.yaml': planText(['"+14155550101"']).replace('name: case', 'name: other'),
};

/** One way to reach each exit code, as a user would meet it. */
const ways: Record<keyof typeof Exit, (scope: Scope) => Promise<Result>> = {
  fine: async (scope) => (await commandFixture(scope, plan)).spawned('dry-run'),
  findings: async (scope) =>
    (await commandFixture(scope, { 'plans/case.yaml': 'version: 1\n' })).spawned('validate'),
  usage: async (scope) => (await commandFixture(scope, plan)).spawned('dryrun'),
  unable: async (scope) => (await commandFixture(scope, plan)).spawned('run --yes'),
  callsToPlace: async (scope) => (await commandFixture(scope, plan)).spawned('dry-run --exit-code'),
  refused: async (scope) => (await commandFixture(scope, plan)).spawned('run --new', { env: credentials }),
  inDoubt: async (scope) => {
    const { origin } = await plivoDouble(scope, refuse(503, 'unavailable'));
    return (await commandFixture(scope, plan)).spawned(`run --yes --new --api-url ${origin}`, {
      env: credentials,
    });
  },
  locked: async (scope) => {
    const { spawned } = await commandFixture(scope, plan);
    let second: Promise<Result> | undefined;
    const { origin } = await plivoDouble(scope, (response, request, count) => {
      second ??= spawned(`run --yes --new --api-url ${origin}`, { env: credentials });
      void second.then(() => {
        fired(response, request, count);
      });
    });
    const first = await spawned(`run --yes --new --api-url ${origin}`, { env: credentials });
    assert.is(first.exit, 0, first.stderr);
    assert.ok(second);
    return second;
  },
};

spec(
  'cli: exit codes',
  (it) => {
    for (const [name, reach] of Object.entries(ways))
      it(`${Exit[name as keyof typeof Exit]}: ${name}`, async (scope) => {
        const { exit, stdout, stderr } = await reach(scope);
        assert.is(exit, Exit[name as keyof typeof Exit], stdout + stderr);
      });
  },
  { concurrency: 4 },
);

spec(
  'cli: a wrong command line',
  (it) => {
    const lines: [args: string, says: RegExp][] = [
      ['', /Usage: callplan/],
      ['dryrun', /unknown command 'dryrun'\n\(Did you mean dry-run\?\)/],
      ['dry-run --show-request', /unknown option '--show-request'\n\(Did you mean --show-requests\?\)/],
      ['dry-run --format xml', /argument 'xml' is invalid. Allowed choices are text, json/],
      ['dry-run plans/cast.yaml', /there is no plans\/cast.yaml.*\n {2}Did you mean plans\/case.yaml\?/],
      ['dry-run nowhere', /there is no nowhere/],
      ['dry-run .git', /\.git has no plans/],
      ['dry-run --cps 0', /--cps is "0", which is not a whole number from 1/],
      ['dry-run --edition a/b', /--edition is "a\/b", which is not an edition/],
      ['validate --format text --report github plans/none.yaml', /there is no plans\/none.yaml/],
      ['dry-run --again jon', /--again names jon, which no plan here has/],
      ['dry-run plans other --again +14155550101', /--again names \+14155550101, which .*case.yaml.* have/],
      ['run --api-url http://evil.example', /--api-url is .*unencrypted/],
      ['resolve plans/case.yaml x --reason y', /say either --placed or --not-placed/],
      ['emulator --port 99999', /--port is "99999"/],
      ['emulator --host=', /--host is "", which is not an address or a name/],
    ];
    for (const [args, says] of lines)
      it(`exits with 2: callplan ${args}`, async (scope) => {
        const { callplan } = await commandFixture(scope, plan);
        const { exit, stdout, stderr } = await callplan(args, { env: credentials });
        assert.is(exit, 2, stdout + stderr);
        assert.match(stderr, says);
        assert.is(stdout, '');
      });

    it('takes a bad environment variable for a bad command line', async (scope) => {
      const { callplan } = await commandFixture(scope, plan);
      const { exit, stderr } = await callplan('dry-run', { env: { CALLPLAN_CPS: 'fast' } });
      assert.is(exit, 2);
      assert.match(stderr, 'CALLPLAN_CPS is "fast"');
    });
  },
  { concurrency: 2 },
);

spec(
  'cli: consent',
  (it) => {
    it('calls nobody without --yes when there is no terminal, whatever is typed', async (scope) => {
      const { spawned } = await commandFixture(scope, plan);
      const { origin, received } = await plivoDouble(scope, fired);
      const { exit, stderr } = await spawned(`run --new --api-url ${origin}`, {
        env: credentials,
        input: 'yes\n',
      });
      assert.is(exit, 5);
      assert.match(stderr, '1 call of 1 plan would be placed through the Plivo account …STTE');
      assert.is(received.length, 0);
    });

    it('refuses a plan without a lockfile where nobody can be asked, unless it is said to be new', async (scope) => {
      const { callplan } = await commandFixture(scope, plan);
      const { origin, received } = await plivoDouble(scope, fired);
      const env = credentials;
      const refused = await callplan(`run --yes --api-url ${origin}`, { env });
      assert.is(refused.exit, 5);
      assert.match(refused.stderr, 'plans/case.lock.jsonl does not exist');
      assert.is(received.length, 0);
      assert.is((await callplan(`run --yes --new --api-url ${origin}`, { env })).exit, 0);
      assert.is((await callplan(`run --yes --api-url ${origin}`, { env })).exit, 0);
      assert.is(received.length, 1);
    });
  },
  { concurrency: 4 },
);
