import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { readSeed, seedCall } from '../../convert/seed/request.js';
import { spec } from '../../harness/spec.js';
import { credentials, emulated, type Emulated } from '../emulator-fixture.js';

const run = promisify(execFile);
const guard = join(import.meta.dirname, 'loopback-only.cjs');
const newman = createRequire(import.meta.url).resolve('newman/bin/newman.js');

interface Item {
  readonly request: { readonly url: object };
}

interface Report {
  readonly run: {
    readonly failures: readonly unknown[];
    readonly executions: readonly { readonly response: { readonly code: number; readonly stream: Buffer } }[];
  };
}

/** A collection of the one item that Plivo publishes, its host replaced. The login is that of the collection, as in Plivo's own. */
async function collectionFor({ port }: Emulated): Promise<string> {
  const item = JSON.parse(await readSeed('seed.json')) as Item;
  const url = { ...item.request.url, protocol: 'http', host: ['127', '0', '0', '1'], port: String(port) };
  return JSON.stringify({
    info: {
      name: 'Voice',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: {
      type: 'basic',
      basic: [
        { key: 'username', value: '{{auth_id}}' },
        { key: 'password', value: '{{auth_token}}' },
      ],
    },
    item: [{ ...item, request: { ...item.request, url } }],
  });
}

spec('emulator, as Postman sees it', (it) => {
  it('takes the item that Plivo publishes', async (scope) => {
    const emulator = await emulated(scope, {});
    const folder = await scope.folder();
    await writeFile(join(folder, 'collection.json'), await collectionFor(emulator));
    const { authId, authToken } = credentials;
    const login = ['--env-var', `auth_id=${authId}`, '--env-var', `auth_token=${authToken}`];
    const report = ['--reporters', 'json', '--reporter-json-export', 'report.json'];
    await run(
      process.execPath,
      ['--require', guard, newman, 'run', 'collection.json', ...login, ...report],
      // It reads settings from the home folder.
      { cwd: folder, env: { HOME: folder } },
    );
    const { run: ran } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
    assert.equal(ran.failures, []);
    assert.equal(
      ran.executions.map(({ response }) => response.code),
      [201],
    );
    const body = Buffer.from(ran.executions[0]?.response.stream ?? []).toString();
    assert.equal(
      emulator.calls.map(({ requestUuid, parameters, ignored }) => ({ requestUuid, parameters, ignored })),
      [
        {
          requestUuid: (JSON.parse(body) as Record<string, unknown>)['request_uuid'],
          parameters: seedCall,
          ignored: [],
        },
      ],
    );
  });
});

spec('emulator: the guard around clients', (it) => {
  const attempts = [
    "require('net').connect(443, 'localhost')",
    "require('net').connect({ port: 443, host: '192.0.2.1' })",
    "require('https').get('https://api.plivo.com/')",
    "fetch('https://api.plivo.com/')",
    "require('dns').lookup('api.plivo.com', () => undefined)",
  ];
  it('ends whatever reaches for more than 127.0.0.1', async () => {
    await Promise.all(
      attempts.map(async (attempt) => {
        const outcome = await run(process.execPath, ['--require', guard, '--eval', attempt]).then(
          () => 'nothing happened',
          (error: unknown) => error,
        );
        assert.is(Reflect.get(Object(outcome), 'code'), 97, attempt);
        assert.match(
          String(Reflect.get(Object(outcome), 'stderr')),
          /^reached for (localhost|192\.0\.2\.1|api\.plivo\.com)\n/,
        );
      }),
    );
  });
});
