import * as assert from 'uvu/assert';
import { classify } from '../../src/plivo/reply.js';
import { spec } from '../harness/spec.js';
import { answer, call, clientOf, fired, listen, reply, reset, type Behaviour } from './peer.js';

const half = fired.slice(0, 20);
const longer = `content-length: ${fired.length}\r\n\r\n${half}`;
const chunks = `transfer-encoding: chunked\r\n\r\n14\r\n${half}\r\n`;

spec('plivo client: replies that are cut', (it) => {
  for (const [cut, rest] of [
    ['under Content-Length', longer],
    ['between chunks', chunks],
    ['inside a chunk', `transfer-encoding: chunked\r\n\r\nff\r\n${half}`],
  ] as const) {
    for (const [status, outcome] of [
      [201, 'accepted'],
      [400, 'rejected'],
      [429, 'not_sent'],
      [500, 'in_doubt'],
    ] as const)
      it(`${status} cut ${cut}: ${outcome} by its status, at once`, async (scope) => {
        const peer = await listen(scope, answer(`HTTP/1.1 ${status} Words\r\n${rest}`));
        const exchange = await clientOf(peer).makeCall(call);
        assert.equal(exchange, { kind: 'reply', status, body: half, complete: false });
        assert.is(classify(exchange).outcome, outcome);
        await peer.abandoned();
        assert.is(peer.requests.length, 1);
      });
  }

  it('a reset in the body of a 201: placed, id unknown', async (scope) => {
    const peer = await listen(scope, {
      onRequest: (socket) => {
        socket.write(`HTTP/1.1 201 Made\r\n${longer}`, () => {
          reset(socket);
        });
      },
    });
    await isAcceptedWithoutIds(peer.origin);
  });

  it('a body that stops: placed, id unknown, after the reply time-out', async (scope) => {
    const peer = await listen(scope, answer(`HTTP/1.1 201 Made\r\n${longer}`, { open: true }));
    await isAcceptedWithoutIds(peer.origin, 150);
    await peer.abandoned();
  });

  it('a body that trickles does not outlast the reply time-out', async (scope) => {
    const peer = await listen(scope, {
      onRequest: (socket) => {
        socket.write('HTTP/1.1 201 Made\r\ncontent-length: 1000000\r\n\r\n');
        const timer = setInterval(() => socket.write('x'), 10);
        socket.once('close', () => {
          clearInterval(timer);
        });
      },
    });
    await isAcceptedWithoutIds(peer.origin, 150);
    await peer.abandoned();
  });

  it('a body of more than 1 MB is not read further', async (scope) => {
    const peer = await listen(scope, endless('HTTP/1.1 201 Made\r\n\r\n'));
    const exchange = await clientOf(peer).makeCall(call);
    assert.ok(exchange.kind === 'reply' && !exchange.complete && exchange.body.length <= 1024 * 1024);
    assert.is(classify(exchange).outcome, 'accepted');
    await peer.abandoned();
  });

  it('a list of a hundred thousand queued calls is read whole', async (scope) => {
    const uuid = '10e4117e-81a5-4ae4-a871-f77073f82363';
    const body = JSON.stringify({ api_id: uuid, calls: new Array<string>(100_000).fill(uuid) });
    const peer = await listen(scope, answer(reply(200, body)));
    assert.equal(await clientOf(peer).get('Call/?status=queued'), {
      kind: 'reply',
      status: 200,
      body,
      complete: true,
    });
  });

  it('a whole reply with garbage after it is still a reply', async (scope) => {
    const peer = await listen(scope, answer(`${reply(201, fired)}garbage`));
    const exchange = await clientOf(peer).makeCall(call);
    assert.is(classify(exchange).outcome, 'accepted');
    assert.is(peer.requests.length, 1);
  });

  it('compressed data, which was not asked for, is no id and no trouble', async (scope) => {
    const peer = await listen(scope, answer(reply(201, '\x1f\x8b\b\0', 'content-encoding: gzip\r\n')));
    const verdict = classify(await clientOf(peer).makeCall(call));
    assert.ok(verdict.outcome === 'accepted' && verdict.requestUuids.length === 0);
  });
});

async function isAcceptedWithoutIds(origin: string, replyTimeoutMs = 5000): Promise<void> {
  const exchange = await clientOf({ origin }, { replyTimeoutMs }).makeCall(call);
  assert.ok(exchange.kind === 'reply' && exchange.status === 201 && !exchange.complete);
  const verdict = classify(exchange);
  assert.ok(verdict.outcome === 'accepted' && verdict.requestUuids.length === 0);
}

function endless(head: string): Behaviour {
  return {
    onRequest: (socket) => {
      const more = (): void => {
        while (socket.writable && socket.write('x'.repeat(65_536)));
      };
      socket.write(head);
      socket.on('drain', more);
      more();
    },
  };
}
