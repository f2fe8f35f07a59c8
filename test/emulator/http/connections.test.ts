import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import * as assert from 'uvu/assert';
import { Fault } from '../../../src/diagnostics/fault.js';
import { refuseMalformed } from '../../../src/emulator/http/malformed.js';
import { startEmulator } from '../../../src/emulator/server.js';
import { spec } from '../../harness/spec.js';
import { credentials, emulated, exchange, least, path, rawRequest } from '../emulator-fixture.js';

/** When a socket is closed, also by a reset. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });

spec('emulator: connections', (it) => {
  it('does not read a body without end', async (scope) => {
    const emulator = await emulated(scope);
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`;
    const socket = connect(emulator.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(head);
    const chunks = `1fff\r\n${'x'.repeat(0x1fff)}\r\n`.repeat(128);
    let sent = 0;
    const more = (): void => {
      sent += 1;
      if (sent < 1024 && socket.writable) socket.write(chunks, more);
    };
    more();
    await closed(socket);
    assert.ok(sent < 64, `${sent} MB were taken`);
  });

  it('answers what is not HTTP, and lives on', async (scope) => {
    const emulator = await emulated(scope);
    const malformed: readonly (readonly [bytes: string | Buffer, status: number])[] = [
      ['nonsense\r\n\r\n', 400],
      ['GET / HTTP/9.9\r\n\r\n', 400],
      [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]), 400],
      [rawRequest('{}', { 'content-length': '-1' }), 400],
      [rawRequest('{}', { 'transfer-encoding': 'chunked' }), 400],
      [`POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`, 400],
      [`GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n`, 400],
      [`GET / HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(17 * 1024)}\r\n\r\n`, 431],
      [`GET /${'x'.repeat(17 * 1024)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ];
    for (const [bytes, status] of malformed) {
      const answer = await exchange(emulator.port, bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      assert.ok(head.startsWith(`HTTP/1.1 ${status} `), `${bytes.toString().slice(0, 80)} -> ${answer}`);
      assert.match(head, /content-type: application\/json/);
      assert.equal(Object.keys(JSON.parse(body) as object).sort(), ['api_id', 'error']);
    }
    assert.is((await emulator.post(least)).status, 201);
  });

  it('hangs up on who sent something malformed and goes on talking', async (scope) => {
    const emulator = await emulated(scope);
    const socket = connect({ port: emulator.port, host: '127.0.0.1', allowHalfOpen: true });
    const gone = closed(socket);
    socket.on('error', () => undefined).resume();
    const talk = (): void => {
      if (!socket.destroyed) socket.write('nonsense\r\n\r\n', () => setImmediate(talk));
    };
    talk();
    await gone;
    assert.is((await emulator.post(least)).status, 201);
  });

  it('does not wait for who was refused to hang up', async () => {
    const socket = new Duplex({
      read: () => undefined,
      write: (_chunk, _encoding, done) => {
        done();
      },
    });
    const gone = once(socket, 'close');
    refuseMalformed(new Error('Parse Error'), socket, 'id');
    await gone;
  });

  it('never takes a call and answers that the request was malformed', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const answer = await exchange(emulator.port, `${rawRequest(JSON.stringify(least))}nonsense\r\n\r\n`);
    assert.is(answer.split('HTTP/1.1 201').length - 1, emulator.calls.length);
    assert.match(answer, /HTTP\/1\.1 400/);
  });

  it('answers requests that follow each other on one connection', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const one = rawRequest(JSON.stringify(least));
    const last = rawRequest(JSON.stringify(least), { connection: 'close' });
    const answer = await exchange(emulator.port, one + one + last);
    assert.is(answer.split('HTTP/1.1 201').length - 1, 3);
    assert.is(emulator.calls.length, 3);
  });

  it('places nothing for a body that was broken off', async (scope) => {
    const emulator = await emulated(scope);
    const cut = rawRequest(JSON.stringify(least)).slice(0, -1);
    for (const leave of ['end', 'resetAndDestroy', 'destroy'] as const) {
      const socket = connect(emulator.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise<void>((resolve) =>
        socket.write(cut, () => {
          resolve();
        }),
      );
      socket.resume()[leave]();
      await closed(socket);
    }
    assert.is((await emulator.post(least)).status, 201);
    assert.is(emulator.calls.length, 1);
  });

  it('cuts off whoever is too slow', async (scope) => {
    const emulator = await emulated(scope, { requestTimeoutMs: 60 });
    const slow = [
      '',
      'POST ',
      `POST ${path} HTTP/1.1\r\nhost: x\r\nx: `,
      rawRequest('{}', { 'content-length': '10' }),
    ];
    for (const answer of await Promise.all(slow.map((bytes) => exchange(emulator.port, bytes))))
      assert.match(answer, /^HTTP\/1\.1 408 [^]*"error":"The request took too long/);
    assert.equal(emulator.calls, []);
  });

  it('closes although connections idle or are half open', async () => {
    const emulator = await startEmulator({ credentials });
    const texts = [
      '',
      'POST ',
      rawRequest('{}', { 'content-length': '10' }),
      rawRequest(JSON.stringify(least)),
    ];
    const sockets = texts.map((text) => {
      const socket = connect({ port: emulator.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => undefined).resume();
      socket.write(text);
      return socket;
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const gone = sockets.map(closed);
    sockets.forEach((socket) => socket.on('end', () => socket.end()));
    await Promise.all([emulator.close(), emulator.close()]);
    await Promise.all(gone);
    await emulator.close();
    const error = await fetch(emulator.origin).catch((reason: unknown) => reason);
    assert.instance(error, TypeError);
  });

  it('says where it listens', async (scope) => {
    const four = await emulated(scope);
    assert.is(four.origin, `http://127.0.0.1:${four.port}`);
    const six = await emulated(scope, { host: '::1' });
    assert.is(six.origin, `http://[::1]:${six.port}`);
    assert.is((await six.post(least)).status, 201);
  });

  it('says so when the port cannot be had', async (scope) => {
    const { port } = await emulated(scope);
    for (const [taken, problem] of [
      [port, /EADDRINUSE/],
      [70_000, /port/],
    ] as const) {
      const fault = await startEmulator({ credentials, port: taken }).catch((reason: unknown) => reason);
      assert.instance(fault, Fault);
      assert.is((fault as Fault).code, 'port');
      assert.match((fault as Fault).message, problem);
      assert.ok((fault as Fault).message.includes(`127.0.0.1:${taken}`));
    }
  });
});
