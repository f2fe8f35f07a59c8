import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, planText, commandFixture } from '../command-fixture.js';
import { bin } from '../../harness/places.js';

spec('cli: secrets in the log of GitHub that is a file', (it) => {
  it('are not written to a file, which nobody masks', async (scope) => {
    const { folder } = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
    const env = { ...credentials, GITHUB_ACTIONS: 'true' };
    const file = join(folder, 'stderr.txt');
    const stderr = openSync(file, 'w');
    const child = spawn(process.execPath, [bin, 'run', '--yes'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', stderr],
    });
    await once(child, 'close');
    closeSync(stderr);
    const said = await readFile(file, 'utf8');
    assert.match(said, 'plans/case.lock.jsonl');
    assert.not.match(said, new RegExp(`add-mask|${credentials.PLIVO_AUTH_TOKEN}`));
  });
});
