import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { backend, played, unreachable, xml, type Respond } from './callback-fixture.js';

const silence: Respond = () => undefined;
const raw =
  (act: (socket: Socket) => void): Respond =>
  (_request, response: ServerResponse) => {
    if (response.socket) act(response.socket);
  };

spec('emulator: connections of callbacks', (it) => {
  it('reads no more of an answer without end', async (scope) => {
    let sent = 0;
    const { origin } = await backend(scope, (_request, response) => {
      response.setHeader('content-type', 'text/xml');
      const more = (): void => {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536, ' '), () => setImmediate(more));
      };
      more();
    });
    const { attempts } = await played(scope, { answer_url: origin, ring_url: `${origin}/ring` }, 2);
    assert.equal(attempts.sort(), ['answer_url 1: the answer has 100 kB or more', 'ring_url 1: 200']);
    assert.ok(sent < 20_000_000, `${sent}`);
  });

  it('waits as long as the fragment says, for a connection, an answer, its parts, and all of it', async (scope) => {
    const drip: Respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    const stall: Respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).write('<Response>');
    };
    const cases: readonly (readonly [Respond, fragment: string, problem: string])[] = [
      [silence, 'rt=100&rc=0', 'no answer within 100 ms'],
      [stall, 'rt=100&rc=0', 'no answer within 100 ms'],
      [drip, 'rt=100&tt=150&rc=0', 'the time for all attempts was over'],
      [silence, 'tt=100&rc=5', 'the time for all attempts was over'],
    ];
    const all = cases.map(async ([respond, fragment, problem]) => {
      const { origin } = await backend(scope, respond);
      const { attempts, end } = await played(scope, { answer_url: `${origin}/#${fragment}` }, 1);
      assert.equal(attempts, [`answer_url 1: ${problem}`], fragment);
      assert.is(end, unreachable);
    });
    // What never says a word of the handshake leaves https without a connection.
    const mute = createServer((socket) => socket.on('error', () => undefined).resume()).listen(
      0,
      '127.0.0.1',
    );
    scope.defer(() => mute.close());
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const { attempts } = await played(scope, { answer_url: `https://127.0.0.1:${port}/#ct=100&rc=0` }, 1);
    assert.equal(attempts, ['answer_url 1: no connection within 100 ms']);
    await Promise.all(all);
  });

  it('says what went wrong with the connection or the answer', async (scope) => {
    const cases: readonly (readonly [Respond, RegExp])[] = [
      [raw((socket) => socket.resetAndDestroy()), /ECONNRESET/],
      [raw((socket) => socket.destroy()), /socket hang up/],
      [raw((socket) => socket.end('nonsense\r\n\r\n')), /Parse Error/],
      [raw((socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)), /Header overflow/],
      [
        raw((socket) =>
          socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 99\r\n\r\n<Response/>'),
        ),
        /broke off|aborted/,
      ],
      [
        raw((socket) => socket.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')),
        /./,
      ],
    ];
    for (const [respond, problem] of cases) {
      const { origin } = await backend(scope, respond);
      const { attempts, end } = await played(scope, { answer_url: `${origin}/#rc=0` }, 1);
      assert.match(attempts[0] ?? '', problem);
      assert.is(end, unreachable);
    }
  });

  it('follows no redirect', async (scope) => {
    const target = await backend(scope, xml);
    for (const code of [301, 302, 307, 308]) {
      const { origin } = await backend(scope, (_request, response) => {
        response.writeHead(code, { location: `${target.origin}/` }).end();
      });
      const { attempts } = await played(scope, { answer_url: `${origin}/#rc=0` }, 1);
      assert.equal(attempts, [`answer_url 1: answered ${code}; redirects are not followed`]);
    }
    assert.is(target.connections(), 0);
  });

  it('never connects to a host that was not allowed', async (scope) => {
    const fallback = await backend(scope, xml);
    const { attempts, end } = await played(
      scope,
      { answer_url: 'http://voice.example.com/', fallback_url: fallback.origin },
      2,
    );
    assert.equal(attempts, [
      'answer_url 1: not sent: voice.example.com is not this machine, and was not allowed',
      'fallback_url 1: 200',
    ]);
    assert.match(end, /^answered/);
    const unread = await played(scope, { answer_url: 'http://%FF@127.0.0.1/#rc=0' }, 1);
    assert.match(unread.attempts[0] ?? '', /URI malformed/);
  });
});
