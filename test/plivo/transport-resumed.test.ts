import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { answer, call, clientOf, fired, here, listen, reply, reset } from './peer.js';

const isResumed = (socket: Socket): boolean => socket instanceof TLSSocket && socket.isSessionReused();

spec('plivo client: a resumed TLS session', (it) => {
  it('shortens the next handshake, and is one all the same', async (scope) => {
    const resumed: boolean[] = [];
    const peer = await listen(scope, {
      ...answer(reply(201, fired)),
      secure: true,
      onConnection: (socket) => resumed.push(isResumed(socket)),
    });
    const { makeCall } = clientOf(peer);
    for (let calls = 0; calls < 3; calls++) assert.is((await makeCall(call)).kind, 'reply');
    await peer.abandoned();
    assert.equal(resumed, [false, true, true]);
    assert.is(peer.connections(), 3);
    assert.is(peer.requests.length, 3);
  });

  it('changes nothing in what a reset means', async (scope) => {
    let connections = 0;
    const peer = await listen(scope, {
      secure: true,
      onConnection: () => (connections += 1),
      onRequest: (socket) => {
        if (connections === 1) socket.end(reply(201, fired));
        else reset(socket);
      },
    });
    const { makeCall } = clientOf(peer);
    assert.is((await makeCall(call)).kind, 'reply');
    assert.is((await makeCall(call)).kind, 'lost');
    assert.is(peer.requests.length, 2);
  });

  it('is not carried to another client, nor past a failure', async (scope) => {
    const resumed: boolean[] = [];
    const peer = await listen(scope, {
      ...answer(reply(201, fired)),
      secure: true,
      onConnection: (socket) => resumed.push(isResumed(socket)),
    });
    let found = true;
    const { makeCall } = clientOf(
      { origin: `https://localhost:${peer.port}` },
      {
        lookup: (hostname, options, done) => {
          if (found) here(hostname, options, done);
          else done(new Error('not found'), '', 4);
        },
      },
    );
    await makeCall(call);
    found = false;
    assert.is((await makeCall(call)).kind, 'unsent');
    found = true;
    await makeCall(call);
    await clientOf(peer).makeCall(call);
    assert.equal(resumed, [false, false, false]);
  });
});
