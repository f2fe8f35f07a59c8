import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import type { PlacedCall } from '../../../src/emulator/core/placed-call.js';
import { spec } from '../../harness/spec.js';
import { emulated, least } from '../emulator-fixture.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The example in Plivo's own collection, byte for byte as its curl command sends it. */
const example = `{
"from":"+14152224444",
"to":"+14152223333",
"answer_url":"https://s3.amazonaws.com/plivosamplexml/play_url.xml",
"answer_method":"GET",
"ring_url":"https://www.foo.com/ring.url",
"ring_method":"POST",
"hangup_url":"https://www.foo.com/hangup.url",
"hangup_method":"POST",
"fallback_url":"https://www.foo.com/fallback.url",
"fallback_method":"POST",
"caller_name":"friendly_name",
"send_digits":"1w2W3",
"send_on_preanswer":"true",
"time_limit":"300"
}`;

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(14_150_000_000 + index));

/** Ids that can be told apart: u1, u2, … */
const counter = (): (() => string) => {
  let last = 0;
  return () => `u${++last}`;
};

spec('emulator: make-call', (it) => {
  it('fires the example of the collection', async (scope) => {
    const emulator = await emulated(scope);
    const { status, headers, body } = await emulator.post(example);
    assert.is(status, 201);
    assert.is(headers.get('content-type'), 'application/json');
    assert.equal(Object.keys(body).sort(), ['api_id', 'message', 'request_uuid']);
    assert.is(body['message'], 'call fired');
    assert.match(String(body['request_uuid']), UUID);
    assert.match(String(body['api_id']), UUID);
    assert.is.not(body['request_uuid'], body['api_id']);
    assert.equal(emulator.calls, [
      {
        requestUuid: body['request_uuid'],
        callUuid: body['request_uuid'],
        from: '+14152224444',
        to: '+14152223333',
        queued: false,
        parameters: JSON.parse(example) as unknown,
        ignored: [],
      },
    ]);
  });

  it('fires several destinations with one id each, in order', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: 3, uuid: counter() });
    const to = '+14152223333<14152225555<sip:john1234@phone.plivo.com';
    const { status, body } = await emulator.post({ ...least, to });
    assert.is(status, 201);
    assert.equal(body, { message: 'calls fired', request_uuid: ['u1', 'u2', 'u3'], api_id: 'u4' });
    assert.equal(
      emulator.calls.map((call) => [call.requestUuid, call.to]),
      [
        ['u1', '+14152223333'],
        ['u2', '14152225555'],
        ['u3', 'sip:john1234@phone.plivo.com'],
      ],
    );
  });

  it('dials a destination that is named twice once, and still answers with a list', async (scope) => {
    const emulator = await emulated(scope, { uuid: counter() });
    const { body } = await emulator.post({ ...least, to: '14152223333<14152223333' });
    assert.equal(body, { message: 'calls fired', request_uuid: ['u1'], api_id: 'u2' });
    assert.is(emulator.calls.length, 1);
  });

  it('does not take two spellings of a number for one', async (scope) => {
    const emulator = await emulated(scope);
    await emulator.post({ ...least, to: '14152223333<+14152223333' });
    assert.is(emulator.calls.length, 2);
  });

  it('takes 1000 unique destinations and not one more', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const repeated = [...numbers(1000), ...numbers(10)].join('<');
    assert.is((await emulator.post({ ...least, to: repeated })).status, 201);
    assert.is(emulator.calls.length, 1000);
    const { status, body } = await emulator.post({ ...least, to: numbers(1001).join('<') });
    assert.is(status, 400);
    assert.is(body['error'], 'to parameter must have at most 1000 unique destinations, and has 1001');
    assert.is(emulator.calls.length, 1000);
  });

  it('queues what is above two calls in any second', async (scope) => {
    let time = 0;
    const emulator = await emulated(scope, { clock: () => time });
    const at = async (ms: number, to = least.to): Promise<unknown[]> => {
      time = ms;
      const { status, body } = await emulator.post({ ...least, to });
      assert.ok(body['request_uuid']);
      return [status, body['message']];
    };
    assert.equal(await at(0), [201, 'call fired']);
    assert.equal(await at(500), [201, 'call fired']);
    assert.equal(await at(999), [200, 'call queued']);
    assert.equal(await at(1000), [200, 'call queued'], 'the one that waited goes first');
    assert.equal(await at(1499, '14152223333<14152223334'), [200, 'calls queued']);
    assert.equal(await at(2499), [200, 'call queued'], 'behind one that still waits');
    assert.equal(await at(4000), [201, 'call fired'], 'nobody waits any more');
    assert.equal(await at(9000, '14152223333<14152223334'), [201, 'calls fired']);
    assert.equal(await at(19_000, '14152223333<14152223334<14152223335'), [200, 'calls queued']);
    assert.equal(
      emulator.calls.map((call) => call.queued),
      [false, false, true, true, true, true, true, false, false, false, true, true, true],
    );
  });

  it('queues above another rate when told one', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: 5, clock: () => 0 });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await emulator.post(least)).status);
    assert.equal(statuses, [201, 201, 201, 201, 201, 200]);
  });

  it('keeps the request_uuid back when callback_url is given', async (scope) => {
    const emulator = await emulated(scope, { uuid: counter() });
    const { status, body } = await emulator.post({ ...least, callback_url: 'https://www.foo.com/done' });
    assert.is(status, 202);
    assert.equal(body, { message: 'async api spawned', api_id: 'u2' });
    assert.equal(
      emulator.calls.map((call) => call.requestUuid),
      ['u1'],
    );
    assert.is((await emulator.post({ ...least, callback_url: '' })).status, 201);
  });

  it('tells every destination before it answers', async (scope) => {
    const told: PlacedCall[] = [];
    const emulator = await emulated(scope, { onCall: (call) => told.push(call) });
    await emulator.post({ ...least, to: '14152223333<14152223334' });
    await emulator.post({ ...least, to: 'nobody' });
    assert.equal(
      told.map((call) => call.to),
      ['14152223333', '14152223334'],
    );
    assert.equal(told, emulator.calls);
  });

  it('keeps only what it knows of a body, and cuts the time limit', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    for (const time_limit of [86_400, '86400', 86_401, '100000'])
      await emulator.post({ ...least, time_limit, unknown: 1, __proto__: { caller_name: 'x' } });
    assert.equal(
      emulator.calls.map((call) => call.parameters),
      [86_400, '86400', 86_400, 86_400].map((time_limit) => ({ ...least, time_limit })),
    );
    assert.equal(emulator.calls[0]?.ignored, ['unknown']);
  });

  it('never requests a callback', async (scope) => {
    let connections = 0;
    const callbacks = createServer().on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => callbacks.listen(0, '127.0.0.1', resolve));
    scope.defer(() => callbacks.close());
    const url = `http://127.0.0.1:${(callbacks.address() as AddressInfo).port}/`;
    const emulator = await emulated(scope);
    const urls = { answer_url: url, ring_url: url, hangup_url: url, fallback_url: url, callback_url: url };
    assert.is((await emulator.post({ ...least, ...urls })).status, 202);
    await emulator.post(least);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    assert.is(connections, 0);
  });
});
