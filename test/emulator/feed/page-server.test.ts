import { request as send, type IncomingMessage, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import * as assert from 'uvu/assert';
import { isLoopback, isOwnHost } from '../../../src/emulator/http/own-host.js';
import { spec } from '../../harness/spec.js';
import { credentials, emulated, exchange, least, rawRequest, type Emulated } from '../emulator-fixture.js';
import { readFeed } from './feed-reader.js';

const FILES = {
  '/': 'text/html',
  '/page.css': 'text/css',
  '/page.js': 'text/javascript',
  '/icon.svg': 'image/svg+xml',
};

/** With any header, unlike fetch. */
async function ask(
  { port }: Emulated,
  path: string,
  options: RequestOptions = {},
): Promise<IncomingMessage & { readonly text: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send({ port, path, agent: false, ...options }, resolve)
      .on('error', reject)
      .end();
  });
  return Object.assign(response, { text: await text(response) });
}

spec('emulator: page', (it) => {
  it('is served with its files, and lets nothing in from elsewhere', async (scope) => {
    const emulator = await emulated(scope, { page: true });
    for (const [path, type] of Object.entries(FILES)) {
      const { statusCode, headers, text } = await ask(emulator, `${path}?from=bookmark`);
      assert.is(statusCode, 200, path);
      assert.is(headers['content-type']?.split(';')[0], type);
      assert.is(headers['content-length'], String(Buffer.byteLength(text)));
      assert.is(headers['cache-control'], 'no-store');
      assert.is(headers['x-content-type-options'], 'nosniff');
      assert.is(headers['referrer-policy'], 'no-referrer');
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /^default-src 'none'; /);
      assert.not.match(policy, /unsafe|\*|https?:|data:/);
      assert.equal(
        Object.keys(headers).filter((name) => name.startsWith('access-control-')),
        [],
      );
      assert.not.match(text, credentials.authToken);
      assert.not.match(text.replaceAll('http://www.w3.org/', ''), /https?:\/\/(?!example\.com\/answer\.xml)/);
      assert.not.match(text, /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|style="/);
      const head = await ask(emulator, path, { method: 'HEAD' });
      assert.equal([head.statusCode, head.text], [200, '']);
    }
  });

  it('is served only when it is asked for', async (scope) => {
    const emulator = await emulated(scope);
    for (const path of [...Object.keys(FILES), '/events']) {
      const { statusCode, text } = await ask(emulator, path);
      assert.is(statusCode, 404, path);
      assert.equal(Object.keys(JSON.parse(text) as object), ['api_id', 'error']);
    }
  });

  it('leaves all else as it is', async (scope) => {
    const emulator = await emulated(scope, { page: true });
    const asked = [
      ['/', 'POST'],
      ['/', 'OPTIONS'],
      ['/events', 'DELETE'],
      ['/page.js', 'PUT'],
      ['/index.htm', 'GET'],
      ['/toString', 'GET'],
      ['//', 'GET'],
      ['/page.js/', 'GET'],
      ['/../package.json', 'GET'],
    ] as const;
    for (const [path, method] of asked) {
      const { statusCode, text } = await ask(emulator, path, { method });
      assert.is(statusCode, 404, `${method} ${path}`);
      assert.equal(Object.keys(JSON.parse(text) as object), ['api_id', 'error']);
    }
    assert.is((await emulator.post(least)).status, 201);
    assert.is((await emulator.post(least, { path: '/v1/Account/MAX/Nothing/' })).status, 404);
  });

  it('shows itself to requests alone that name this machine', async (scope) => {
    const emulator = await emulated(scope, { page: true });
    const foreign = ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', '[::2]'];
    for (const host of [...foreign, 'localhost:80:80', '127.0.0.1@evil.example', 'evil.example/localhost'])
      for (const path of ['/', '/page.js', '/events']) {
        const { statusCode, text } = await ask(emulator, path, { headers: { host } });
        assert.is(statusCode, 403, `${host} ${path}`);
        assert.match(text, /"error":"The page is shown under localhost/);
      }
    for (const host of [
      'localhost',
      'LOCALHOST:9000',
      'calls.localhost',
      '127.0.0.1:1',
      '127.1.2.3',
      '[::1]:80',
    ])
      assert.is((await ask(emulator, '/', { headers: { host } })).statusCode, 200, host);
    const without = await exchange(emulator.port, 'GET / HTTP/1.0\r\n\r\n');
    assert.match(without, /^HTTP\/1\.1 403 /);
  });

  it('knows the host that it was told to listen on', () => {
    assert.ok(isOwnHost('calls.test:8080', 'Calls.test'));
    assert.ok(isOwnHost('[fe80::1]:8080', 'fe80::1'));
    assert.ok(isOwnHost('192.168.1.5', '192.168.1.5'));
    assert.not.ok(isOwnHost('192.168.1.5', '0.0.0.0'));
    assert.not.ok(isOwnHost(undefined, 'calls.test'));
    assert.not.ok(isOwnHost('', '0.0.0.0'));
    assert.equal(
      ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::', '128.0.0.1', 'localhost.test', ''].map(isLoopback),
      [true, true, true, false, false, false, false, false],
    );
  });

  it('tells other sites nothing', async (scope) => {
    const emulator = await emulated(scope, { page: true });
    for (const site of ['cross-site', 'same-site']) {
      const { statusCode, text } = await ask(emulator, '/events', { headers: { 'sec-fetch-site': site } });
      assert.is(statusCode, 403);
      assert.match(text, /"error":"The feed is for the emulator/);
    }
    for (const site of ['same-origin', 'none']) {
      const { response } = await readFeed(scope, emulator.origin, { headers: { 'sec-fetch-site': site } });
      assert.is(response.statusCode, 200);
      assert.is(response.headers['access-control-allow-origin'], undefined);
      assert.is(response.headers['cache-control'], 'no-store');
    }
    const head = await ask(emulator, '/events', { method: 'HEAD' });
    assert.equal([head.statusCode, head.headers['content-type']], [200, 'text/event-stream; charset=utf-8']);
  });

  it('keeps the bounds of the API', async (scope) => {
    const patient = await emulated(scope, { page: true });
    const huge = rawRequest('x'.repeat(1024 * 1024 + 1), { connection: 'close' });
    assert.match(await exchange(patient.port, huge.replace(/^POST \S+/, 'GET /')), /^HTTP\/1\.1 404 /);
    const hasty = await emulated(scope, { page: true, requestTimeoutMs: 60 });
    assert.match(await exchange(hasty.port, 'GET / HTTP/1.1\r\nhost: localhost\r\nx: '), /^HTTP\/1\.1 408 /);
  });
});
