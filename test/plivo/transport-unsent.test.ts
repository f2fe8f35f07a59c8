import type { LookupFunction, Socket } from 'node:net';
import * as assert from 'uvu/assert';
import { createTransport, type Transport } from '../../src/plivo/transport.js';
import { classify } from '../../src/plivo/reply.js';
import { spec } from '../harness/spec.js';
import {
  answer,
  call,
  clientOf,
  CLOSED_PORT,
  credentials,
  fired,
  here,
  listen,
  reply,
  reset,
} from './peer.js';

spec('plivo client: certainly not sent', (it) => {
  it('connection refused', async () => {
    await isUnsent(clientOf({ origin: `http://127.0.0.1:${CLOSED_PORT}` }), /ECONNREFUSED/);
  });

  it('every address refused, as when a name has several', async () => {
    const lookup: LookupFunction = (_, __, done) => {
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
    };
    const origin = `http://localhost:${CLOSED_PORT}`;
    await isUnsent(clientOf({ origin }, { lookup }), /127\.0\.0\.1.*; .*::1/);
  });

  it('a name that does not exist', async () => {
    const lookup: LookupFunction = (hostname, _, done) => {
      done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), '', 4);
    };
    await isUnsent(clientOf({ origin: 'https://api.plivo.com' }, { lookup }), /ENOTFOUND api\.plivo\.com/);
  });

  it('a name that is found only after the time-out: nothing is opened any more', async (scope) => {
    const peer = await listen(scope, answer(reply(201, fired)));
    let find = (): void => undefined;
    const lookup: LookupFunction = (hostname, options, done) => {
      find = () => {
        here(hostname, options, done);
      };
    };
    const origin = `http://localhost:${peer.port}`;
    await isUnsent(clientOf({ origin }, { lookup, connectTimeoutMs: 20 }), /no connection within 0\.02 s/);
    find();
    // Connections are accepted in their order: had the first one opened another, it would stand before this one.
    await clientOf(peer).makeCall(call);
    assert.is(peer.connections(), 1);
  });

  it('a reset in the TLS handshake', async (scope) => {
    const peer = await listen(scope, {
      onConnection: (socket) =>
        socket.once('data', () => {
          reset(socket);
        }),
    });
    await isUnsent(clientOf({ origin: `https://127.0.0.1:${peer.port}` }), /./);
    isHandshakeOnly(peer.received);
  });

  it('a clean close in the TLS handshake', async (scope) => {
    const peer = await listen(scope, { onConnection: (socket) => socket.end() });
    await isUnsent(clientOf({ origin: `https://127.0.0.1:${peer.port}` }), /./);
  });

  it('a server that speaks no TLS', async (scope) => {
    const peer = await listen(scope, {
      onConnection: (socket) => socket.once('data', () => socket.end(reply(201, fired))),
    });
    await isUnsent(clientOf({ origin: `https://127.0.0.1:${peer.port}` }), /"SSL routines: [a-z ]+"/);
    isHandshakeOnly(peer.received);
  });

  it('silence in the TLS handshake, until the connect time-out', async (scope) => {
    const peer = await listen(scope);
    const client = clientOf({ origin: `https://127.0.0.1:${peer.port}` }, { connectTimeoutMs: 400 });
    await isUnsent(client, /no connection within 0\.4 s/);
    await peer.abandoned();
    isHandshakeOnly(peer.received);
  });

  it('a certificate of an unknown authority: not a byte, whatever the environment says', async (scope) => {
    const peer = await listen(scope, { ...answer(reply(201, fired)), secure: true });
    const emitWarning = process.emitWarning.bind(process);
    scope.defer(() => {
      process.emitWarning = emitWarning;
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    });
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    process.emitWarning = () => undefined;
    await isUnsent(createTransport({ origin: peer.origin, credentials }), /self-signed certificate/);
    await peer.abandoned();
    assert.is(peer.received.join(''), '');
  });

  it('a certificate for another name', async (scope) => {
    const peer = await listen(scope, { ...answer(reply(201, fired)), secure: true });
    const origin = `https://api.example.com:${peer.port}`;
    await isUnsent(clientOf({ origin }, { lookup: here }), /does not match certificate/);
    await peer.abandoned();
    assert.is(peer.received.join(''), '');
  });

  it('checks the certificate against the host in the origin, and asks for it by name', async (scope) => {
    const asked: unknown[] = [];
    const onConnection = (socket: Socket): void => {
      asked.push([Reflect.get(socket, 'servername'), Reflect.get(socket, 'alpnProtocol')]);
    };
    const peer = await listen(scope, { ...answer(reply(201, fired)), secure: true, onConnection });
    for (const host of ['api.plivo.com', 'localhost', '127.0.0.1']) {
      const exchange = await clientOf({ origin: `https://${host}:${peer.port}` }, { lookup: here }).makeCall(
        call,
      );
      assert.equal(exchange, { kind: 'reply', status: 201, body: fired, complete: true });
    }
    assert.is(peer.requests.length, 3);
    assert.equal(asked, [
      ['api.plivo.com', 'http/1.1'],
      ['localhost', 'http/1.1'],
      [false, 'http/1.1'],
    ]);
  });

  it('a time-out in the very moment of readiness: what is called unsent has not arrived', async (scope) => {
    const peer = await listen(scope, { ...answer(reply(201, fired)), secure: true });
    const kinds = { unsent: 0, lost: 0, reply: 0 };
    for (let tries = 0; tries < 60; tries++) {
      const { makeCall } = clientOf(peer, { connectTimeoutMs: 1 + (tries % 6) });
      kinds[(await makeCall(call)).kind] += 1;
    }
    await peer.abandoned();
    assert.is(peer.requests.length, kinds.reply + kinds.lost);
  });
});

async function isUnsent({ makeCall }: Transport, problem: RegExp): Promise<void> {
  const exchange = await makeCall(call);
  assert.is(exchange.kind, 'unsent');
  assert.match(JSON.stringify(exchange), problem);
  const verdict = classify(exchange);
  assert.ok(verdict.outcome === 'not_sent' && verdict.again);
}

function isHandshakeOnly(received: readonly string[]): void {
  assert.is(received.length, 1);
  assert.is(received[0]?.charCodeAt(0), 0x16);
  assert.not.match(received[0] ?? '', /POST|Basic/);
}
