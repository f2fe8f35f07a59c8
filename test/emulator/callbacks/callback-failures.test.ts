import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import * as assert from 'uvu/assert';
import type { CallbackAttempt } from '../../../src/emulator/core/callback-attempt.js';
import { spec } from '../../harness/spec.js';
import {
  backend,
  calledBack,
  played,
  status,
  told,
  unreachable,
  xml,
  type Respond,
} from './callback-fixture.js';

const invalid = 'ended 7 8011 Invalid Answer XML Error';
const refusedConnection = /^answer_url \d: connect ECONNREFUSED 127.0.0.1:\d+$/;

/** A port on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Answers one after the other. */
function inTurn(...responds: Respond[]): Respond {
  return (request, response) => responds.shift()?.(request, response);
}

const page =
  (type: string, text: string | Buffer): Respond =>
  (_request, response) => {
    response.setHeader('content-type', type).end(text);
  };

spec('emulator: callbacks that fail', (it) => {
  it('asks the answer URL three times, then the fallback URL, then ends the call', async (scope) => {
    const main = await backend(scope, status(500));
    const other = await backend(scope, status(404));
    const { attempts, end } = await played(
      scope,
      { answer_url: main.origin, fallback_url: other.origin, fallback_method: 'GET' },
      6,
    );
    assert.equal(attempts, [
      ...[1, 2, 3].map((n) => `answer_url ${n}: answered 500`),
      ...[1, 2, 3].map((n) => `fallback_url ${n}: answered 404`),
    ]);
    assert.is(end, unreachable);
    const nonces = main.received.map(({ headers }) => headers['x-plivo-signature-v3-nonce']);
    assert.is(new Set(nonces).size, 3);
    assert.equal(
      other.received.map(({ method, fields }) => [method, fields['Event']]),
      Array(3).fill(['GET', 'StartApp']),
    );
  });

  it('goes on with the call once any of them answers', async (scope) => {
    const { origin } = await backend(scope, inTurn(status(500), status(404), xml));
    const first = await played(scope, { answer_url: origin }, 3);
    assert.equal(first.attempts.at(-1), 'answer_url 3: 200');
    assert.match(first.end, /^answered/);
    const other = await backend(scope, inTurn(status(503), xml));
    const second = await played(
      scope,
      { answer_url: `http://127.0.0.1:${await deadPort()}/#rc=0`, fallback_url: other.origin },
      3,
    );
    assert.match(second.attempts[0] ?? '', refusedConnection);
    assert.equal(second.attempts.slice(1), ['fallback_url 1: answered 503', 'fallback_url 2: 200']);
    assert.match(second.end, /^answered/);
  });

  it('ends the call at once when the answer is no Plivo XML', async (scope) => {
    const cases: readonly (readonly [Respond, RegExp])[] = [
      [page('text/html', '<Response/>'), /content type is text\/html/],
      [page('text/xml', '<Response><Say/></Response>'), /no element <Say>/],
      [page('text/xml', ''), /root/],
      [page('text/xml', `<Response>${' '.repeat(102_400)}</Response>`), /100 kB or more/],
      [status(204), /content type is missing/],
    ];
    for (const [respond, problem] of cases) {
      const { origin } = await backend(scope, respond);
      const { attempts, end } = await played(scope, { answer_url: origin, fallback_url: origin }, 1);
      assert.is(attempts.length, 1);
      assert.match(attempts[0] ?? '', problem);
      assert.is(end, invalid);
    }
  });

  it('takes an answer that is just not too large', async (scope) => {
    const text = '<Response></Response>'.replace('><', `>${' '.repeat(102_399 - 21)}<`);
    const { origin } = await backend(scope, page('text/xml', text));
    assert.equal((await played(scope, { answer_url: origin }, 1)).attempts, ['answer_url 1: 200']);
    const larger = await backend(scope, page('text/xml', `${text} `));
    assert.match((await played(scope, { answer_url: larger.origin }, 1)).attempts[0] ?? '', /100 kB or more/);
  });

  it('follows the settings in the fragment', async (scope) => {
    const cases: readonly (readonly [fragment: string, count: number])[] = [
      ['rc=0', 1],
      ['rc=5', 6],
      ['rp=ct,rt', 1],
      ['rp=5xx', 3],
      ['rp=all&rc=1', 2],
      ['rc=6', 3],
    ];
    for (const [fragment, count] of cases) {
      const { origin, received } = await backend(scope, status(500));
      const { end } = await played(scope, { answer_url: `${origin}/#${fragment}` }, count);
      assert.is(end, unreachable, fragment);
      assert.is(received.length, count, fragment);
    }
  });

  it('tells a connection that never was from an answer that never came', async (scope) => {
    const cut: Respond = (_request, response) => response.socket?.resetAndDestroy();
    const dead = `http://127.0.0.1:${await deadPort()}`;
    const { origin } = await backend(scope, cut);
    const cases: readonly (readonly [url: string, count: number])[] = [
      [`${origin}/#rp=ct`, 1],
      [`${origin}/#rp=rt`, 3],
      [`${dead}/#rp=rt`, 1],
      [`${dead}/#rp=ct`, 3],
    ];
    for (const [answer_url, count] of cases) {
      const { emulator, end } = await played(scope, { answer_url }, count);
      assert.is(end, unreachable, answer_url);
      assert.is(emulator.history[0]?.callbacks.length, count, answer_url);
    }
  });

  it('retries a lost connection of any URL once, and no answer', async (scope) => {
    const { origin, received } = await backend(scope, status(500));
    const emulator = await calledBack(scope);
    const dead = `http://127.0.0.1:${await deadPort()}/`;
    await emulator.call({ answer_url: dead, ring_url: origin, hangup_url: dead });
    emulator.until(7);
    await emulator.attempts(6);
    assert.is(received.length, 1);
    const hangups = emulator.history[0]?.callbacks.filter(({ event }) => event === 'Hangup') ?? [];
    assert.equal(
      hangups.map(({ attempt }) => attempt),
      [1, 2],
    );
  });

  it('leaves a call alone that has ended meanwhile', async (scope) => {
    let asked: ServerResponse | undefined;
    const { origin } = await backend(scope, (_request, response) => {
      asked = response;
      arrived();
    });
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const emulator = await calledBack(scope);
    await emulator.call({ answer_url: `${origin}/#rc=0` });
    emulator.until(6);
    await arrival;
    emulator.until(40);
    asked?.writeHead(500).end();
    const [attempt] = (await emulator.attempts(1)) as [CallbackAttempt];
    assert.is(told(attempt), 'answer_url 1: answered 500');
    await new Promise(setImmediate);
    assert.is(emulator.story().at(-1), 'ended 36 4000 Normal Hangup Callee');
  });
});
