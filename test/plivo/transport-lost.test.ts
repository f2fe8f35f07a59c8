import * as assert from 'uvu/assert';
import { classify } from '../../src/plivo/reply.js';
import { spec } from '../harness/spec.js';
import { answer, call, clientOf, listen, reset, type Behaviour } from './peer.js';

const behaviours: Record<string, Behaviour> = {
  'a reset after the request': { onRequest: reset },
  'a clean close after the request': { onRequest: (socket) => socket.end() },
  'silence until the time-out': {},
  'a reply that is not HTTP': answer('SSH-2.0-OpenSSH_9.6\r\n', { open: true }),
  'a reply without an end of its headers': answer('HTTP/1.1 201 Made\r\ncontent-le'),
  'headers that never end': answer('HTTP/1.1 201 Made\r\ncontent-le', { open: true }),
  'headers without end': answer(`HTTP/1.1 201 Made\r\nx: ${'x'.repeat(100_000)}`, { open: true }),
  'both Content-Length and chunks': answer(
    'HTTP/1.1 201 Made\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc',
  ),
  'another protocol': answer('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', {
    open: true,
  }),
  'informational replies alone': answer('HTTP/1.1 102 Processing\r\n\r\n'),
};

spec('plivo client: lost after the connection was ready', (it) => {
  for (const secure of [false, true])
    for (const [title, behaviour] of Object.entries(behaviours))
      it(`${title} (${secure ? 'https' : 'http'}): in doubt, one request`, async (scope) => {
        const peer = await listen(scope, { ...behaviour, secure });
        const exchange = await clientOf(peer, { replyTimeoutMs: 50 }).makeCall(call);
        assert.is(exchange.kind, 'lost');
        assert.is(classify(exchange).outcome, 'in_doubt');
        await peer.abandoned();
        assert.is(peer.requests.length, 1);
        assert.is(peer.connections(), 1);
      });

  for (const secure of [false, true])
    it(`a clean close as soon as the connection is there (${secure ? 'https' : 'http'}): in doubt`, async (scope) => {
      const peer = await listen(scope, { secure, onConnection: (socket) => socket.end() });
      assert.is((await clientOf(peer).makeCall(call)).kind, 'lost');
    });

  it('a reset as soon as the connection is there (https): in doubt', async (scope) => {
    const peer = await listen(scope, { secure: true, onConnection: reset });
    assert.is((await clientOf(peer).makeCall(call)).kind, 'lost');
  });

  it('a reset as soon as the connection is there (http): no request, or in doubt', async (scope) => {
    const peer = await listen(scope, { onConnection: reset });
    const { kind } = await clientOf(peer).makeCall(call);
    // The kernel may tell of the reset in place of the connection: then it was never ready.
    assert.ok(kind === 'lost' || kind === 'unsent', kind);
    assert.is(peer.requests.length, 0);
  });

  it('says what happened, without an address that holds the account', async (scope) => {
    const hangsUp = await listen(scope, { onRequest: (socket) => socket.end() });
    const silent = await listen(scope);
    assert.equal(await clientOf(hangsUp).makeCall(call), { kind: 'lost', problem: 'socket hang up' });
    assert.equal(await clientOf(silent, { replyTimeoutMs: 20 }).makeCall(call), {
      kind: 'lost',
      problem: 'no complete reply within 0.02 s',
    });
  });

  it('hears a reply that was waiting while the process could not look', async (scope) => {
    const peer = await listen(scope, answer('HTTP/1.1 400 Bad\r\ncontent-length: 2\r\n\r\nno'));
    const exchange = clientOf(peer, { replyTimeoutMs: 600 }).makeCall(call);
    while (peer.requests.length === 0) await new Promise(setImmediate);
    // The reply has been handed to the kernel; the time-out passes while nobody reads.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
    assert.equal(await exchange, { kind: 'reply', status: 400, body: 'no', complete: true });
  });
});
