import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { commandFixture } from '../cli/command-fixture.js';

const plan = `version: 1
name: calls
from: "+14152224444"
callbacks: { answer: "https://example.com/a.xml" }
destinations: ["+14152223331"]
`;
const state = '.callplan/simulator.jsonl';

const saved = (changes: object): string =>
  `{"simulator":1}\n${JSON.stringify({
    placed: {
      requestUuid: '10e4117e-81a5-4ae4-a871-f77073f82363',
      callUuid: '10e4117e-81a5-4ae4-a871-f77073f82363',
      from: '+14152224444',
      to: '+14152223333',
      queued: false,
      parameters: {},
      ignored: [],
    },
    placedAt: 1,
    state: 'ended',
    startedAt: 1,
    timeline: { endedAt: 2, cause: { code: 4000, name: 'x', source: 'y' } },
    ...changes,
  })}\n`;

spec('cli: simulator, hostile branch', (it) => {
  it('writes over no other file that a link leads to', async (scope) => {
    const { callplan, folder, read } = await commandFixture(scope, { 'plans/calls.yaml': plan });
    await mkdir(join(folder, '.callplan'));
    await symlink(join('..', 'note'), join(folder, state));
    for (const text of ['precious', '{"lockfile":1', '{"simulator":1}x', 'two\nlines']) {
      await writeFile(join(folder, 'note'), text);
      const { exit, stderr } = await callplan('run --simulate');
      assert.is(exit, 3, text);
      assert.match(stderr, '[simulator-damaged]');
      assert.is(await read('note'), text);
    }
    for (const torn of ['', '{"simul', '{"simulator":1}']) {
      await writeFile(join(folder, 'note'), torn);
      assert.is((await callplan('sync --simulate')).exit, 0, torn);
    }
  });

  it('refuses moments that have no date, and durations that lead to one', async (scope) => {
    const { callplan, write } = await commandFixture(scope, { 'plans/calls.yaml': plan });
    await write({ [state]: saved({}) });
    assert.is((await callplan('run --simulate')).exit, 0);
    const cause = { code: 4000, name: 'x', source: 'y' };
    for (const changes of [
      { placedAt: 1e300 },
      { placedAt: -1 },
      { startedAt: 253402300800000 },
      ...['ringingAt', 'answeredAt', 'machineAt', 'endedAt'].map((name) => ({
        timeline: { endedAt: 2, cause, [name]: 1e16 },
      })),
      {
        state: 'queued',
        startedAt: undefined,
        timeline: undefined,
        behaviour: { outcome: 'busy', endAfter: 1e12 },
      },
    ]) {
      await write({ [state]: saved(changes) });
      const { exit, stderr } = await callplan('sync --simulate');
      assert.is(exit, 3, JSON.stringify(changes));
      assert.match(stderr, '[simulator-damaged]');
    }
  });
});
