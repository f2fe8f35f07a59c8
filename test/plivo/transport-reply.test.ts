import * as assert from 'uvu/assert';
import { classify } from '../../src/plivo/reply.js';
import { spec } from '../harness/spec.js';
import { answer, call, clientOf, credentials, fired, listen, reply } from './peer.js';

/** A redirect back to the same server, so that following it would be seen. */
const back = 'location: /v1/elsewhere/\r\n';

spec('plivo client: replies', (it) => {
  it('sends one POST with the credentials, the JSON and nothing that could bring a second one', async (scope) => {
    const peer = await listen(scope, answer(reply(201, fired)));
    await clientOf(peer).makeCall(call);
    const [head = '', body = ''] = peer.requests[0]?.split('\r\n\r\n') ?? [];
    const [first, ...headers] = head.toLowerCase().split('\r\n');
    const pair = `${credentials.authId}:${credentials.authToken}`;
    assert.is(first, `POST /v1/Account/${credentials.authId}/Call/ HTTP/1.1`.toLowerCase());
    assert.equal(JSON.parse(body), call);
    for (const line of [
      'content-type: application/json',
      'user-agent: callplan',
      'connection: close',
      `host: 127.0.0.1:${peer.port}`,
      `content-length: ${body.length}`,
      `authorization: basic ${btoa(pair).toLowerCase()}`,
    ])
      assert.ok(headers.includes(line), line);
    assert.not.match(head, /^(expect|transfer-encoding|accept-encoding):/im);
  });

  it('opens a connection for each request and closes it, also when the server would keep it', async (scope) => {
    const peer = await listen(scope, answer(reply(201, fired, 'connection: keep-alive\r\n'), { open: true }));
    const { makeCall } = clientOf(peer);
    const exchange = { kind: 'reply', status: 201, body: fired, complete: true };
    assert.equal(await makeCall(call), exchange);
    assert.equal(await makeCall(call), exchange);
    await peer.abandoned();
    assert.is(peer.connections(), 2);
    assert.is(peer.requests.length, 2);
  });

  const outcomes: [status: number, outcome: string, body?: string][] = [
    [200, 'accepted', fired],
    [201, 'accepted', '{"api_id":"x"}'],
    [202, 'accepted', 'not JSON'],
    [204, 'accepted'],
    [301, 'in_doubt'],
    [302, 'in_doubt'],
    [303, 'in_doubt'],
    [307, 'in_doubt'],
    [308, 'in_doubt'],
    [400, 'rejected', '{"error":"answer_url parameter is missing"}'],
    [401, 'not_sent', 'Could not verify your access level for that URL.'],
    [403, 'rejected', '{"error":"Calls to this destination country are barred"}'],
    [408, 'in_doubt'],
    [429, 'not_sent'],
    [500, 'in_doubt', '{"error":"server error"}'],
    [502, 'in_doubt', '<html><head><title>502 Bad Gateway</title></head></html>'],
    [503, 'in_doubt', ''],
    [504, 'in_doubt', 'upstream timed out'],
  ];
  for (const [status, outcome, body = ''] of outcomes)
    it(`${status}: ${outcome}, after exactly one request`, async (scope) => {
      const peer = await listen(
        scope,
        answer(status === 204 ? 'HTTP/1.1 204 None\r\n\r\n' : reply(status, body, back)),
      );
      const exchange = await clientOf(peer).makeCall(call);
      assert.equal(exchange, { kind: 'reply', status, body, complete: true });
      assert.is(classify(exchange).outcome, outcome);
      await peer.abandoned();
      assert.is(peer.requests.length, 1);
      assert.is(peer.connections(), 1);
    });

  it('429: tells how long to wait, when the server does', async (scope) => {
    const peer = await listen(scope, answer(reply(429, '{"error":"slow down"}', 'retry-after: 7\r\n')));
    assert.equal(classify(await clientOf(peer).makeCall(call)), {
      outcome: 'not_sent',
      status: 429,
      error: 'slow down',
      again: true,
      afterMs: 7000,
    });
  });

  it('takes a reply that comes before the request was wholly written', async (scope) => {
    const peer = await listen(scope, {
      onConnection: (socket) => {
        socket.once('data', () => socket.pause().write(reply(413, 'too much')));
      },
    });
    const exchange = await clientOf(peer).makeCall({ to: 'x'.repeat(20_000_000) });
    assert.equal(exchange, { kind: 'reply', status: 413, body: 'too much', complete: true });
    assert.is(peer.requests.length, 0);
  });

  it('waits through informational replies', async (scope) => {
    const peer = await listen(
      scope,
      answer(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\n\r\n${reply(201, fired)}`),
    );
    assert.equal(await clientOf(peer).makeCall(call), {
      kind: 'reply',
      status: 201,
      body: fired,
      complete: true,
    });
  });

  it('reads chunked bodies, and those that end with the connection', async (scope) => {
    const chunked =
      'HTTP/1.1 201 Made\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n';
    const unmarked = 'HTTP/1.1 201 Made\r\n\r\n{"a":1}';
    for (const bytes of [chunked, unmarked]) {
      const peer = await listen(scope, answer(bytes));
      assert.equal(await clientOf(peer).makeCall(call), {
        kind: 'reply',
        status: 201,
        body: '{"a":1}',
        complete: true,
      });
    }
  });

  it('reads a large body to its end, however the end is told', async (scope) => {
    const body = 'x'.repeat(1_000_000);
    for (const head of [`content-length: ${body.length}`, 'connection: close']) {
      const peer = await listen(scope, answer(`HTTP/1.1 201 Made\r\n${head}\r\n\r\n${body}`));
      const exchange = await clientOf(peer).makeCall(call);
      assert.ok(exchange.kind === 'reply' && exchange.complete && exchange.body === body, head);
    }
  });

  it('hides the credentials in an error that repeats the request', async (scope) => {
    const peer = await listen(scope, { onRequest: (socket, request) => socket.end(reply(500, request)) });
    const exchange = await clientOf(peer).makeCall(call);
    const text = JSON.stringify(exchange);
    assert.match(text, /authorization: Basic \*\*\*/i);
    for (const secret of [
      credentials.authToken,
      credentials.authId,
      btoa(`${credentials.authId}:${credentials.authToken}`),
    ])
      assert.not.ok(text.includes(secret), secret);
  });
});
