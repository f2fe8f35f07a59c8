import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { readSeed, seedCall } from '../../convert/seed/request.js';
import { spec } from '../../harness/spec.js';
import { emulated, type Emulated } from '../emulator-fixture.js';

const authId = 'MAXXXXXXXXXXXXXXXXXX';
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** The command line that Plivo publishes, for a shell: its page has lost the backslashes at the ends of lines, and has placeholders. */
async function commandFor({ origin }: Emulated): Promise<string> {
  const text = (await readSeed('seed.txt')).trim();
  const [start = '', rest = ''] = text.split("-d '");
  const [data = '', end = ''] = rest.split("'\n");
  return `${start.replaceAll('\n', ' ')}-d '${data}' ${end}`
    .replace('https://api.plivo.com', origin)
    .replace(/\{\{auth_id\}\}|<auth_id>/g, authId);
}

spec('emulator, as curl sees it', (it) => {
  it(`takes the command line that Plivo publishes${hasCurl ? '' : ': skipped, there is no curl here'}`, async (scope) => {
    if (!hasCurl) return;
    const emulator = await emulated(scope, { credentials: { authId, authToken: 'password' } });
    const command = await commandFor(emulator);
    assert.match(command, `curl -X POST -u '${authId}:password' -d '{\n"from":"+14152224444",\n`);
    const run = promisify(execFile);
    const { stdout } = await run('sh', ['-c', command], {
      // It reads settings from the home folder.
      env: { PATH: process.env['PATH'], HOME: await scope.folder() },
    });
    const { message, request_uuid } = JSON.parse(stdout) as Record<string, unknown>;
    assert.is(message, 'call fired');
    assert.equal(
      emulator.calls.map(({ requestUuid, parameters, ignored }) => ({ requestUuid, parameters, ignored })),
      [{ requestUuid: request_uuid, parameters: seedCall, ignored: [] }],
    );
  });
});
