import { connect } from 'node:net';
import * as assert from 'uvu/assert';
import { MAX_CALLS } from '../../../src/emulator/calls/call-store.js';
import { createInjectedFailures } from '../../../src/emulator/scenario/injected-failures.js';
import { createScenarioBehaviour } from '../../../src/emulator/scenario/scenario-behaviour.js';
import type { ApiRule } from '../../../src/schemas/scenario.js';
import { spec, type Scope } from '../../harness/spec.js';
import { emulated, exchange, least, rawRequest, type Emulated } from '../emulator-fixture.js';

const failing = (scope: Scope, ...api: ApiRule[]): Promise<Emulated> =>
  emulated(scope, { scenario: { version: 1, api } });

/** What of a request's reply arrives, whatever the connection does. */
const raw = (emulator: Emulated): Promise<string> =>
  exchange(emulator.port, rawRequest(JSON.stringify(least), { connection: 'close' }));

spec('emulator: injected failures', (it) => {
  it('answers with a status of its own, in the shape of an error or with the body given', async (scope) => {
    const emulator = await failing(
      scope,
      { times: 1, then: { status: 503 } },
      { times: 2, then: { status: 502, body: '<h1>Bad gateway</h1>' } },
      { times: 3, then: { status: 200, body: '{"message":"?"}' } },
    );
    const first = await emulator.post(least);
    assert.is(first.status, 503);
    assert.type(first.body['error'], 'string');
    const second = await fetch(`${emulator.origin}/v1/Account/MAXXXXXXXXXXXXXXXXXX/Call/`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa('MAXXXXXXXXXXXXXXXXXX:a-token:with-a-colon')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(least),
    });
    assert.is(second.status, 502);
    assert.is(second.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.is(await second.text(), '<h1>Bad gateway</h1>');
    const third = await emulator.post(least);
    assert.equal(
      [third.status, third.body, third.headers.get('content-type')],
      [200, { message: '?' }, 'application/json'],
    );
    assert.is(emulator.calls.length, 0, 'none of them was placed');
    assert.is((await emulator.post(least)).status, 201);
  });

  it('answers with no body where HTTP knows none', async (scope) => {
    for (const status of [204, 304])
      for (const body of [undefined, '{}']) {
        const emulator = await failing(scope, { then: { status, ...(body !== undefined && { body }) } });
        const [head = '', rest] = (await raw(emulator)).split('\r\n\r\n');
        assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
        assert.not.match(head, /content-(?:length|type)/i);
        assert.is(rest, '');
      }
  });

  it('places the call behind a gateway that answers 502, when told so', async (scope) => {
    const emulator = await failing(scope, { then: { status: 502, placed: true } });
    assert.is((await emulator.post(least)).status, 502);
    assert.is(emulator.calls.length, 1);
  });

  it('says how long to wait', async (scope) => {
    const emulator = await failing(scope, { times: 1, then: { status: 429, retry_after: '1.2s' } });
    const { status, headers } = await emulator.post(least);
    assert.equal([status, headers.get('retry-after')], [429, '2']);
    assert.is((await emulator.post(least)).status, 201);
  });

  it('resets the connection before or after the call was placed', async (scope) => {
    for (const [then, placed] of [
      ['reset_before', 0],
      ['reset_after', 1],
    ] as const) {
      const emulator = await failing(scope, { then });
      assert.is(await raw(emulator), '');
      assert.is(emulator.calls.length, placed, then);
    }
  });

  it('resets it for good, where an orderly end could be taken for an empty answer', async (scope) => {
    const { port } = await failing(scope, { then: 'reset_after' });
    const error = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(rawRequest(JSON.stringify(least))));
      socket.once('error', resolve).once('end', resolve).resume();
    });
    assert.is((error as NodeJS.ErrnoException | undefined)?.code, 'ECONNRESET');
  });

  it('sends a body that is not ASCII whole', async (scope) => {
    const body = '<h1>Überlastet</h1>';
    const emulator = await failing(scope, { then: { status: 503, body } });
    assert.ok((await raw(emulator)).endsWith(Buffer.from(body).toString('latin1')));
  });

  it('breaks off within the answer', async (scope) => {
    const emulator = await failing(scope, { then: 'truncated' });
    const [head = '', body = ''] = (await raw(emulator)).split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    assert.match(head, /^HTTP\/1.1 201 /);
    assert.ok(body.length > 0 && body.length < length, `${body.length} of ${length} bytes`);
    assert.is(emulator.calls.length, 1);
  });

  it('holds the answer back, with the call placed before', async (scope) => {
    const emulator = await failing(scope, { delay: '50ms' });
    const began = performance.now();
    const answer = emulator.post(least);
    while (emulator.calls.length === 0) await new Promise(setImmediate);
    assert.is((await answer).status, 201);
    assert.ok(performance.now() - began >= 49);
  });

  it('ends at once when it is closed while an answer is held back', async (scope) => {
    const emulator = await failing(scope, { delay: '1h' });
    const answer = emulator.post(least).catch((error: unknown) => error);
    while (emulator.calls.length === 0) await new Promise(setImmediate);
    await emulator.close();
    assert.instance(await answer, Error);
  });

  it('meets a bulk request by any of its destinations, and counts all of them', () => {
    const failureFor = createInjectedFailures([{ to: '+14152223334', times: 2, then: 'truncated' }], '1');
    assert.is(failureFor(['14152223333', '14152223334'])?.delivery.breaks, 'within');
    assert.is(failureFor(['14152223333']), undefined);
    assert.is(failureFor(['+14152223334'])?.delivery.breaks, 'within');
    assert.is(failureFor(['14152223334']), undefined, 'its third time');
  });

  it('draws a share apart from what becomes of the calls', () => {
    const all = Array.from({ length: 200 }, (_, index) => String(14_152_220_000 + index));
    const failureFor = createInjectedFailures([{ share: '50%', then: 'truncated' }], '1');
    const choose = createScenarioBehaviour([{ share: '50%', then: 'busy' }], '1', () => ({
      outcome: 'machine',
    }));
    const failed = all.filter((to) => failureFor([to]) !== undefined);
    const busy = all.filter((to) => choose({ from: '', to, requestUuid: '', number: 1 }).outcome === 'busy');
    assert.ok(failed.length > 60 && busy.length > 60);
    assert.not.equal(failed, busy);
  });

  it('remembers of so many destinations, those met last, how often they were', () => {
    const others = Array.from({ length: MAX_CALLS }, (_, index) => String(index));
    const failureFor = createInjectedFailures([{ prefix: '+1415', times: 1, then: 'truncated' }], '1');
    const isMet = (): boolean => failureFor(['14152223334']) !== undefined;
    assert.ok(isMet());
    failureFor(others.slice(1));
    assert.not.ok(isMet());
    failureFor(['one more']);
    assert.not.ok(isMet());
    failureFor(others);
    assert.ok(isMet());
  });

  it('meets no request that is refused anyhow', async (scope) => {
    const emulator = await failing(scope, { times: 1, then: 'truncated' });
    assert.is((await emulator.post({})).status, 400);
    assert.is((await emulator.post(least, { headers: {} })).status, 401);
    assert.is(emulator.calls.length, 0);
    assert.ok(!(await raw(emulator)).endsWith('}'));
  });
});
