import * as assert from 'uvu/assert';
import { countStates } from '../../../src/report/ledger/entries.js';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, refuse, commandFixture } from '../command-fixture.js';

const noCalls = countStates([]);

const plan = {
  'plans/case.yaml': planText(['"+14155550101"', '{ id: john, to: sip:john@phone.plivo.com }']),
};

spec(
  'cli: status',
  (it) => {
    it('says that nothing was called where there is no lockfile', async (scope) => {
      const { callplan } = await commandFixture(scope, plan);
      const { exit, stdout } = await callplan('status');
      assert.is(exit, 0);
      assert.match(stdout, 'nothing was called yet');
    });

    it('shows every edition and every call, also those that have left the plan', async (scope) => {
      const { callplan, spawned, write } = await commandFixture(scope, plan);
      const { origin } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      await callplan(run, { env: credentials });
      await callplan(`${run} --edition 2`, { env: credentials });
      await write({ 'plans/case.yaml': planText(['"+14155550101"']) });
      const { stdout } = await spawned('status');
      assert.match(stdout, 'edition 1: 2 fired');
      assert.match(stdout, 'edition 2: 2 fired');
      assert.match(stdout, /fired {5}john .*sip:john@phone.plivo.com .* uuid-2\n/);
      const { calls, counts } = JSON.parse((await callplan('status --format json')).stdout) as {
        calls: Record<string, unknown>[];
        counts: Record<string, number>;
      };
      assert.is(calls.length, 4);
      assert.equal(counts, { ...noCalls, fired: 4, queued: 0, rejected: 0, in_doubt: 0, not_sent: 0 });
      assert.is(calls[0]?.['state'], 'accepted');
    });
  },
  { concurrency: 2 },
);

spec(
  'cli: resolve',
  (it) => {
    const doubtful = async (
      scope: Parameters<typeof commandFixture>[0],
    ): Promise<Awaited<ReturnType<typeof commandFixture>> & { origin: string; sent: () => number }> => {
      const made = await commandFixture(scope, plan);
      const { origin, received } = await plivoDouble(scope, (response, request, count) => {
        (count <= 2 ? refuse(500, 'oops') : fired)(response, request, count);
      });
      await made.callplan(`run --yes --new --cps 1000 --api-url ${origin}`, { env: credentials });
      return { ...made, origin, sent: () => received.length };
    };

    it('--placed: never called again, with the name and the reason on record', async (scope) => {
      const { callplan, spawned, read, origin, sent } = await doubtful(scope);
      const { exit, stdout } = await spawned('resolve plans/case.yaml john --placed --reason heard-it-ring', {
        env: { GITHUB_ACTOR: 'octocat' },
      });
      assert.is(exit, 0);
      assert.match(stdout, 'john is settled as placed');
      const line =
        (await read('plans/case.lock.jsonl')).split('\n').find((text) => text.includes('"john"')) ?? '{}';
      const entry = JSON.parse(line) as { state: string; settled: { at: string } };
      assert.is(entry.state, 'accepted');
      const { at, ...who } = entry.settled;
      assert.match(at, /^20\d\d-.*Z$/);
      assert.equal(who, { by: 'octocat', reason: 'heard-it-ring' });
      assert.is((await callplan(`run --yes --new --api-url ${origin}`, { env: credentials })).exit, 6);
      assert.is(sent(), 2);
    });

    it('--not-placed: the next run sends it, once', async (scope) => {
      const { callplan, origin, sent } = await doubtful(scope);
      for (const id of ['john', '+14155550101'])
        assert.is(
          (
            await callplan(`resolve plans/case.yaml ${id} --not-placed --reason console-shows-none`, {
              env: { USER: 'ops' },
            })
          ).exit,
          0,
        );
      assert.match((await callplan('dry-run')).stdout, 'settled as not placed by ops');
      assert.is(
        (await callplan(`run --yes --new --cps 1000 --api-url ${origin}`, { env: credentials })).exit,
        0,
      );
      assert.is((await callplan(`run --yes --new --api-url ${origin}`, { env: credentials })).exit, 0);
      assert.is(sent(), 4);
    });

    it('refuses what is not in doubt, and names what is', async (scope) => {
      const { callplan, read } = await doubtful(scope);
      const before = await read('plans/case.lock.jsonl');
      const { exit, stderr } = await callplan('resolve plans/case.yaml jonh --placed --reason x');
      assert.is(exit, 2);
      assert.match(stderr, 'Did you mean john?');
      assert.is(await read('plans/case.lock.jsonl'), before);
    });
  },
  { concurrency: 2 },
);
