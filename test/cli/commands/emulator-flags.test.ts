import * as assert from 'uvu/assert';
import { spec, type Scope } from '../../harness/spec.js';
import { credentials, commandFixture } from '../command-fixture.js';

const { PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token } = credentials;

type Ask = (method: string, below: string, body?: object) => Promise<number>;

/** Serves while `work` asks it for statuses. */
async function served(scope: Scope, flags: string, work: (ask: Ask) => Promise<void>): Promise<void> {
  const { spawned } = await commandFixture(scope);
  let trouble: Error | undefined;
  const { exit, stderr } = await spawned(`emulator ${flags}`, {
    env: credentials,
    during: (child) => {
      child.stderr?.once('data', (text: string) => {
        const origin = /export CALLPLAN_API_URL=(\S+)/.exec(text)?.[1] ?? '';
        const ask: Ask = async (method, below, body) => {
          const { status } = await fetch(`${origin}/v1/Account/${id}/${below}`, {
            method,
            headers: { authorization: `Basic ${btoa(`${id}:${token}`)}`, 'content-type': 'application/json' },
            ...(body && { body: JSON.stringify(body) }),
          });
          return status;
        };
        void work(ask)
          .catch((error: unknown) => (trouble = error as Error))
          .finally(() => child.kill('SIGINT'));
      });
    },
  });
  if (trouble !== undefined) throw trouble;
  assert.is(exit, 0, stderr);
}

const call = (to: string): object => ({ from: '+14152224444', to, answer_url: 'https://example.com/a.xml' });

spec('cli: flags of the emulator', (it) => {
  it('set what the account rents, may call and may end', (scope) =>
    served(
      scope,
      '--number +14152224444 --number 14155550100 --bar +44 --bar 1900 --allow-hang-up-all',
      async (ask) => {
        assert.is(await ask('GET', 'Number/14152224444/'), 200);
        assert.is(await ask('GET', 'Number/14155550100/'), 200);
        assert.is(await ask('GET', 'Number/14155550101/'), 404);
        assert.is(await ask('POST', 'Call/', call('+442079460018')), 403);
        assert.is(await ask('POST', 'Call/', call('19005550100')), 403);
        assert.is(await ask('POST', 'Call/', call('+14155550101')), 201);
        assert.is(await ask('DELETE', 'Call/'), 204);
      },
    ));

  it('limit requests as Plivo does unless they say otherwise, and hang up nothing by accident', async (scope) => {
    await served(scope, '', async (ask) => {
      assert.is(await ask('DELETE', 'Call/'), 403);
      const statuses: number[] = [];
      for (let count = 0; count < 300; count++) statuses.push(await ask('GET', ''));
      // One of the 300 was the attempt to hang up.
      assert.equal([...new Set(statuses.slice(0, 299))], [200]);
      assert.is(statuses[299], 429);
    });
    await served(scope, '--requests-per-5s 2', async (ask) => {
      assert.equal([await ask('GET', ''), await ask('GET', ''), await ask('GET', '')], [200, 200, 429]);
    });
    await served(scope, '--requests-per-5s 0', async (ask) => {
      for (let count = 0; count < 320; count++) assert.is(await ask('GET', ''), 200);
    });
  });

  for (const flags of [
    '--number x',
    '--number +',
    '--bar +1-900',
    '--bar 1234567890123456',
    '--requests-per-5s -1',
    '--host=',
  ])
    it(`refuse ${flags}`, async (scope) => {
      const { callplan } = await commandFixture(scope);
      const { exit, stderr } = await callplan(`emulator ${flags}`);
      assert.is(exit, 2);
      assert.match(stderr, '[setting-invalid]');
    });
});
