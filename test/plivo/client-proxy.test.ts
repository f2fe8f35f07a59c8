import * as net from 'node:net';
import * as assert from 'uvu/assert';
import { spec, type Scope } from '../harness/spec.js';
import {
  answer,
  call,
  clientOf,
  fired,
  freePort,
  listen,
  reply,
  reset,
  type Behaviour,
  type Peer,
} from './peer.js';

const name = 'https://api.plivo.com:8443';
const connected = 'HTTP/1.1 200 Connection established\r\n\r\n';
const isFired = { kind: 'reply', status: 201, body: fired, complete: true };

/** A proxy that leads every CONNECT to one server, which alone sees what is inside. */
function leadingTo(server: Peer, greeting = connected): Behaviour {
  return {
    onRequest: (socket) => {
      const onward = net.connect(server.port, '127.0.0.1', () => {
        socket.removeAllListeners('data');
        socket.write(greeting);
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      // A pipe that has lost its end no longer reads, and would miss that the client hangs up.
      onward.on('close', () => socket.resume());
      socket.on('close', () => onward.destroy());
    },
  };
}

async function behind(scope: Scope, server: Behaviour): Promise<Peer> {
  return listen(scope, { ...server, secure: true });
}

spec('plivo client: through a proxy', (it) => {
  it('asks for the origin by name, and shows the proxy nothing else', async (scope) => {
    const server = await behind(scope, answer(reply(201, fired)));
    const proxy = await listen(scope, leadingTo(server));
    const url = `http://user:p%40ss@127.0.0.1:${proxy.port}`;
    assert.equal(await clientOf({ origin: name }, { proxy: url }).makeCall(call), isFired);
    await Promise.all([proxy.abandoned(), server.abandoned()]);
    assert.is(server.requests.length, 1);
    assert.match(server.requests[0] ?? '', /^POST \/v1\/Account\//);
    assert.not.match(server.requests[0] ?? '', /proxy-authorization/i);
    assert.is(proxy.received.length, 1);
    assert.match(
      proxy.received[0] ?? '',
      /^CONNECT api\.plivo\.com:8443 HTTP\/1\.1\r\nhost: api\.plivo\.com:8443\r\n/i,
    );
    assert.match(proxy.received[0] ?? '', `proxy-authorization: Basic ${btoa('user:p@ss')}\r\n`);
    assert.not.match(proxy.received[0] ?? '', /\r\nauthorization/i);
  });

  it('speaks TLS with an https proxy, and TLS with the server within', async (scope) => {
    const server = await behind(scope, answer(reply(201, fired)));
    const proxy = await listen(scope, { ...leadingTo(server), secure: true });
    assert.equal(await clientOf({ origin: name }, { proxy: proxy.origin }).makeCall(call), isFired);
    await Promise.all([proxy.abandoned(), server.abandoned()]);
  });

  const refusals: [title: string, behaviour: Behaviour, problem: RegExp][] = [
    ['407', answer(reply(407, 'who are you')), /the proxy refused the connection: 407/],
    ['502', answer(reply(502)), /the proxy refused the connection: 502/],
    ['a redirect', answer(reply(302, '', 'location: /\r\n')), /302/],
    ['a page in place of the tunnel', answer(reply(200, fired)), /before it was asked to/],
    ['garbage', answer('garbage\r\n\r\n'), /the proxy failed/],
    ['a reset', { onRequest: reset }, /the proxy failed/],
    ['a clean close', { onRequest: (socket) => socket.end() }, /the proxy failed/],
    ['silence', {}, /no connection within/],
    [
      'a reset after CONNECT',
      { onRequest: (socket) => socket.write(connected, reset.bind(null, socket)) },
      /./,
    ],
    ['a clean close after CONNECT', answer(connected), /./],
    ['silence after CONNECT', answer(connected, { open: true }), /no connection within/],
  ];
  for (const [title, behaviour, problem] of refusals)
    it(`${title}: certainly not sent`, async (scope) => {
      const proxy = await listen(scope, behaviour);
      const exchange = await clientOf(
        { origin: name },
        { proxy: proxy.origin, connectTimeoutMs: 60 },
      ).makeCall(call);
      assert.is(exchange.kind, 'unsent');
      assert.match(JSON.stringify(exchange), problem);
      await proxy.abandoned();
      assert.not.match(proxy.received.join(''), /POST|\r\nauthorization/i);
    });

  it('a proxy that is not there: certainly not sent', async () => {
    const proxy = `http://127.0.0.1:${await freePort()}`;
    const exchange = await clientOf({ origin: name }, { proxy }).makeCall(call);
    assert.is(exchange.kind, 'unsent');
  });

  it("the server's certificate is checked through the tunnel", async (scope) => {
    const server = await behind(scope, answer(reply(201, fired)));
    const proxy = await listen(scope, leadingTo(server));
    // Another name, and another address than the proxy's, which the certificate would cover.
    for (const origin of ['https://api.example.com', 'https://192.0.2.1'])
      assert.is((await clientOf({ origin }, { proxy: proxy.origin }).makeCall(call)).kind, 'unsent');
    await Promise.all([proxy.abandoned(), server.abandoned()]);
    assert.is(server.received.join(''), '');
  });

  it('a reset in the tunnel after TLS is ready: in doubt', async (scope) => {
    const server = await behind(scope, { onRequest: reset });
    const proxy = await listen(scope, leadingTo(server));
    const exchange = await clientOf({ origin: name }, { proxy: proxy.origin }).makeCall(call);
    assert.is(exchange.kind, 'lost');
    assert.is(server.requests.length, 1);
  });
});
