import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { authorization, credentials, emulated, json, least, path } from '../emulator-fixture.js';

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;
const login = `${credentials.authId}:${credentials.authToken}`;

const MEGABYTE = 1024 * 1024;

/** A body that is accepted and has exactly so many bytes. */
const padded = (bytes: number): string => {
  const empty = JSON.stringify({ ...least, padding: '' });
  return JSON.stringify({ ...least, padding: 'x'.repeat(bytes - empty.length) });
};

spec('emulator: HTTP', (it) => {
  it('opens with the credentials of the account in the path alone', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const wrong: readonly Record<string, string>[] = [
      {},
      { authorization: '' },
      { authorization: 'Basic' },
      { authorization: 'Basic !' },
      { authorization: `Bearer ${Buffer.from(login).toString('base64')}` },
      { authorization: basic(`${login}x`) },
      { authorization: basic(login.slice(0, -1)) },
      { authorization: basic(`${credentials.authId}:`) },
      { authorization: basic(`x:${credentials.authToken}`) },
      { authorization: basic(`${credentials.authId}/${login}`) },
    ];
    for (const headers of wrong) {
      const answer = await emulator.post(least, { headers: { ...json, ...headers } });
      assert.is(answer.status, 401, JSON.stringify(headers));
      assert.equal(Object.keys(answer.body).sort(), ['api_id', 'error']);
      assert.match(String(answer.headers.get('www-authenticate')), /^Basic realm=/);
    }
    for (const account of ['MAYYYYYYYYYYYYYYYYYY', 'x', credentials.authId.toLowerCase()])
      assert.is((await emulator.post(least, { path: `/v1/Account/${account}/Call/` })).status, 401, account);
    assert.equal(emulator.calls, []);
    for (const scheme of ['Basic', 'basic', 'BASIC '])
      assert.is(
        (
          await emulator.post(least, {
            headers: { ...json, authorization: authorization.replace('Basic', scheme) },
          })
        ).status,
        201,
      );
  });

  it('knows one path, with its trailing slash', async (scope) => {
    const emulator = await emulated(scope);
    const unknown = [
      '/',
      path.slice(0, -1),
      `${path}x/y/`,
      `${path.slice(0, -1)}s/`,
      `${path}/`,
      `/v2${path.slice(3)}`,
      path.toLowerCase(),
      '/v1/Account//Call/',
    ];
    for (const other of [...unknown, `/x${path}`, `${path.slice(0, -1)}?/Call/`]) {
      const { status, body } = await emulator.post(least, { path: other });
      assert.is(status, 404, other);
      assert.equal(Object.keys(body).sort(), ['api_id', 'error']);
    }
    assert.equal(emulator.calls, []);
    assert.is((await emulator.post(least, { path: `${path}?x=1` })).status, 201);
  });

  it('reads the account and one call at the two paths of the official SDK too, and does nothing there', async (scope) => {
    const emulator = await emulated(scope);
    const uuid = String((await emulator.post(least)).body['request_uuid']);
    assert.is((await emulator.get('/')).body['auth_id'], credentials.authId);
    assert.is((await emulator.get(`Call/${uuid}?status=live`)).body['call_uuid'], uuid);
    for (const below of [`Call/${uuid}`, `Request/${uuid}`, '/', `/Call/${uuid}/`, `Call//${uuid}/`])
      assert.ok([404, 405].includes((await emulator.delete(below)).status), below);
    for (const below of ['//', `Request/${uuid}`, 'Number/14152224444', 'Pricing', 'Call'])
      assert.is((await emulator.get(below)).status, 404, below);
    assert.is((await emulator.get(`Call/${uuid}/?status=live`)).status, 200);
  });

  it('takes the methods of each resource only, and says which', async (scope) => {
    const emulator = await emulated(scope);
    const resources: readonly (readonly [below: string, allow: string])[] = [
      ['', 'GET'],
      ['Call/', 'GET, POST, DELETE'],
      ['Call/x/', 'GET, DELETE'],
      ['Request/x/', 'DELETE'],
      ['Number/14152224444/', 'GET'],
      ['Pricing/', 'GET'],
    ];
    for (const [below, allow] of resources)
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
        if (allow.split(', ').includes(method)) continue;
        const url = `${emulator.origin}/v1/Account/${credentials.authId}/${below}`;
        const response = await fetch(url, { method, headers: { authorization } });
        assert.is(response.status, 405, `${method} ${below}`);
        assert.is(response.headers.get('allow'), allow);
        if (method === 'HEAD') continue;
        const body = (await response.json()) as Record<string, unknown>;
        assert.equal(Object.keys(body).sort(), ['api_id', 'error']);
      }
  });

  it('takes JSON objects in UTF-8 only', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const typed = (type: string): ReturnType<typeof emulator.post> =>
      emulator.post(JSON.stringify(least), { headers: { authorization, 'content-type': type } });
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON;charset="UTF-8"',
      // What curl says of JSON unless it is told otherwise.
      'application/x-www-form-urlencoded',
    ])
      assert.is((await typed(type)).status, 201, type);
    const placed = emulator.calls.length;
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded; charset=latin1',
      'multipart/form-data',
      'application/jsonx',
      'application/json; charset=latin1',
      '',
    ]) {
      const { status, body } = await typed(type);
      assert.is(status, 400, type);
      assert.match(String(body['error']), /Content-Type must be application\/json/);
    }
    const form = new URLSearchParams(least).toString();
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    assert.is((await emulator.post(form, { headers })).status, 400);
    const notUtf8 = Buffer.from(JSON.stringify({ ...least, caller_name: 'ü' }), 'latin1');
    for (const body of [
      '',
      '{',
      'x',
      '[]',
      `[${JSON.stringify(least)}]`,
      'null',
      '"x"',
      '1',
      '['.repeat(MEGABYTE),
      notUtf8,
    ]) {
      const answer = await emulator.post(body);
      assert.is(answer.status, 400);
      assert.is(answer.body['error'], 'The request body must be a JSON object in UTF-8.');
    }
    assert.is(emulator.calls.length, placed);
  });

  it('takes a megabyte, and closes the connection on more', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    assert.is((await emulator.post(padded(MEGABYTE))).status, 201);
    const { status, headers, body } = await emulator.post(padded(MEGABYTE + 1));
    assert.is(status, 413);
    assert.is(headers.get('connection'), 'close');
    assert.match(String(body['error']), /at most 1048576 bytes/);
    assert.is(emulator.calls.length, 1);
  });

  it('answers 429 above the requests of five seconds, when told a limit', async (scope) => {
    let time = 0;
    const emulator = await emulated(scope, { callsPerSecond: Infinity, requestsPer5s: 3, clock: () => time });
    for (let i = 0; i < 3; i++) {
      assert.is((await emulator.post(least)).status, 201);
      await emulator.post(least, { headers: json });
    }
    time = 1500;
    const { status, headers, body } = await emulator.post(least);
    assert.is(status, 429);
    assert.is(headers.get('retry-after'), '4');
    assert.match(String(body['error']), /Too many requests/);
    assert.is(emulator.calls.length, 3);
    time = 5000;
    assert.is((await emulator.post(least)).status, 201);
  });
});
