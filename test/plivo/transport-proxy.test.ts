import * as assert from 'uvu/assert';
import { classify } from '../../src/plivo/reply.js';
import { spec, type Scope } from '../harness/spec.js';
import {
  answer,
  call,
  clientOf,
  connected,
  fired,
  CLOSED_PORT,
  leadingTo,
  listen,
  reply,
  reset,
  type Behaviour,
  type Peer,
} from './peer.js';

const name = 'https://api.plivo.com:8443';
const isFired = { kind: 'reply', status: 201, body: fired, complete: true };

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
        // A short wait would make silence of any answer on a busy machine.
        { proxy: proxy.origin, connectTimeoutMs: title.startsWith('silence') ? 60 : 5000 },
      ).makeCall(call);
      assert.is(exchange.kind, 'unsent');
      assert.match(JSON.stringify(exchange), problem);
      await proxy.abandoned();
      assert.not.match(proxy.received.join(''), /POST|\r\nauthorization/i);
    });

  it('a proxy that is not there: certainly not sent', async () => {
    const proxy = `http://127.0.0.1:${CLOSED_PORT}`;
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

  const behaviours: [title: string, behaviour: Behaviour, outcome: string][] = [
    ['a reset after the request', { onRequest: reset }, 'in_doubt'],
    ['a clean close after the request', { onRequest: (socket) => socket.end() }, 'in_doubt'],
    ['silence', {}, 'in_doubt'],
    ['garbage', answer('SSH-2.0-OpenSSH_9.6\r\n', { open: true }), 'in_doubt'],
    ['a 201 cut in its body', answer('HTTP/1.1 201 Made\r\ncontent-length: 99\r\n\r\n{"mess'), 'accepted'],
    ['a redirect', answer(reply(307, '', 'location: /\r\n')), 'in_doubt'],
    ['408', answer(reply(408)), 'in_doubt'],
    ['429', answer(reply(429, 'slow down', 'retry-after: 1\r\n')), 'not_sent'],
    ['502 as HTML', answer(reply(502, '<html>502 Bad Gateway</html>')), 'in_doubt'],
  ];
  for (const secure of [false, true])
    for (const [title, behaviour, outcome] of behaviours)
      it(`${title}, in a tunnel that was ready (${secure ? 'https' : 'http'} proxy): ${outcome}, one request`, async (scope) => {
        const server = await behind(scope, behaviour);
        const proxy = await listen(scope, { ...leadingTo(server), secure });
        // A short wait would make silence of any answer on a busy machine.
        const replyTimeoutMs = ['silence', 'garbage'].includes(title) ? 80 : 5000;
        const { makeCall } = clientOf({ origin: name }, { proxy: proxy.origin, replyTimeoutMs });
        assert.is(classify(await makeCall(call)).outcome, outcome);
        await Promise.all([proxy.abandoned(), server.abandoned()]);
        assert.is(server.requests.length, 1);
        assert.is(proxy.connections(), 1);
      });

  it('a proxy that dies with the tunnel after TLS is ready: in doubt', async (scope) => {
    let die = (): void => undefined;
    const server = await behind(scope, {
      onRequest: () => {
        die();
      },
    });
    const { onRequest } = leadingTo(server);
    const proxy = await listen(scope, {
      onRequest: (socket, request) => {
        die = () => {
          reset(socket);
        };
        onRequest?.(socket, request);
      },
    });
    const exchange = await clientOf({ origin: name }, { proxy: proxy.origin }).makeCall(call);
    assert.is(classify(exchange).outcome, 'in_doubt');
    assert.is(server.requests.length, 1);
  });
});
