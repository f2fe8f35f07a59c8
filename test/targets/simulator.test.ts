import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { commandFixture } from '../cli/command-fixture.js';

const plan = (name: string, more: string, ...to: string[]): string => `version: 1
name: ${name}
from: "+14152224444"
callbacks: { answer: "https://example.com/a.xml", hangup: "https://example.com/h" }
${more}
destinations: ${JSON.stringify(to)}
`;
const redialled = plan(
  'redialled',
  'retry: { on: [busy], attempts: 2, after: 12h }',
  '+14152223331',
  '+14152223332',
);
const scenario = `version: 1
calls:
  - { to: "+14152223331", call: 1, then: busy }
  - then: { answered: { talk_time: 10s } }
`;
const state = '.callplan/simulator.jsonl';

spec('cli: simulator', (it) => {
  it('knows in later commands what was called, through sync and a redial that waits for nothing', async (scope) => {
    const { callplan } = await commandFixture(scope, {
      'plans/redialled.yaml': redialled,
      'scenario.yaml': scenario,
    });
    const run = 'run --simulate --scenario scenario.yaml';
    assert.match((await callplan(run)).stdout, '2 sent: 2 fired');
    assert.match((await callplan('dry-run --simulate')).stdout, '0 to send, 2 to skip');
    const synced = await callplan('sync --simulate');
    assert.match(synced.stdout, /busy +\+14152223331 /);
    assert.match(synced.stdout, /completed +\+14152223332 .* 10 s, cost 0\.01000/);
    assert.is(synced.exit, 0);
    assert.match((await callplan('dry-run --simulate')).stdout, 'attempt 2 of 2 is due');
    assert.match((await callplan(run)).stdout, '1 sent: 1 fired; 1 already called');
    assert.match((await callplan('sync --simulate')).stdout, /completed +\+14152223331 /);
    assert.match((await callplan('status --simulate')).stdout, 'edition 1: 2 completed');
    assert.match((await callplan(run)).stdout, 'nothing sent');
    assert.match((await callplan('sync --simulate')).stdout, 'every call has ended');
  });

  it('finds a call again that rang behind a 502, and none that did not', async (scope) => {
    const { callplan } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', '', '+14152223331', '+14152223332'),
      'scenario.yaml': `version: 1
api:
  - { to: "+14152223331", then: { status: 502, placed: true } }
  - { then: reset_before }
`,
    });
    assert.is((await callplan('run --simulate --scenario scenario.yaml')).exit, 6);
    const { stdout, exit } = await callplan('sync --simulate');
    assert.is(exit, 6);
    assert.match(stdout, /\+14152223331 .*cost/);
    assert.match(stdout, /in doubt +\+14152223332 /);
    assert.is(
      (await callplan('resolve plans/calls.yaml +14152223332 --not-placed --reason reset --simulate')).exit,
      0,
    );
    assert.match((await callplan('dry-run --simulate')).stdout, '1 to send, 1 to skip');
  });

  it('takes queued calls back', async (scope) => {
    const to = Array.from({ length: 40 }, (_, index) => `+1415222${3000 + index}`);
    const { callplan } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', 'options: { bulk: 40 }', ...to),
    });
    assert.match((await callplan('run --simulate')).stdout, '40 sent: 40 queued');
    const { stdout, exit } = await callplan('cancel --simulate');
    assert.is(exit, 0);
    const [, canceled = 0] = /(\d+) of \1 taken back/.exec(stdout)?.map(Number) ?? [];
    assert.ok(canceled > 0, stdout);
    assert.match((await callplan('sync --simulate')).stdout, `${canceled} canceled`);
  });

  it('knows after a kill what was placed before it', async (scope) => {
    // More than it could place before the kill, however late that comes.
    const to = Array.from({ length: 500 }, (_, index) => `+1415222${3000 + index}`);
    const { spawned, callplan, read } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', '', ...to),
    });
    const { exit } = await spawned('run --simulate --cps 10', {
      during: (child) => {
        const look = async (): Promise<void> => {
          const known = (await read(state).catch(() => '')).split('\n').length;
          if (known > 5) child.kill('SIGKILL');
          else setTimeout(() => void look(), 10);
        };
        void look();
      },
    });
    assert.is.not(exit, 0);
    const placed = (await read(state)).split('\n').length - 2;
    assert.ok(placed > 3 && placed < 500, String(placed));
    const { stdout } = await callplan('sync --simulate');
    assert.match(stdout, new RegExp(`ended: .*`));
    const lines = (await read('.callplan/plans/calls.lock.jsonl')).trim().split('\n').slice(1);
    const settled = lines.filter((line) => line.includes('"call":'));
    assert.is(settled.length, placed, 'each call that the simulator took is found');
  });

  it('passes over a line that was torn by a kill, and refuses what it cannot read', async (scope) => {
    const { callplan, read, write } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', '', '+14152223331'),
    });
    await callplan('run --simulate');
    const text = await read(state);
    await write({ [state]: `${text}{"placed":{"requ` });
    assert.is((await callplan('sync --simulate')).exit, 0);
    assert.is((await read(state)).split('\n').length, 3);
    for (const damaged of [
      '{"simulator":2}\n',
      `${text}{}\n`,
      `${text}\n\n`,
      'x\n',
      `${text}${'[['.repeat(50_000)}\n`,
    ]) {
      await write({ [state]: damaged });
      const { exit, stderr } = await callplan('sync --simulate');
      assert.is(exit, 3);
      assert.match(stderr, '[simulator-damaged]');
      assert.is(await read(state), damaged);
    }
  });

  it('is used by one process at a time', async (scope) => {
    const { spawned, callplan, folder } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', '', '+14152223331'),
      'plans/others.yaml': plan('others', '', '+14152223332'),
      'slow.yaml': 'version: 1\napi: [{ delay: 1h }]\n',
    });
    let second: Awaited<ReturnType<typeof callplan>> | undefined;
    await spawned('run --simulate --scenario slow.yaml plans/calls.yaml', {
      during: (child) => {
        const look = async (): Promise<void> => {
          const names = await readdir(join(folder, '.callplan')).catch(() => []);
          if (!names.some((name) => name.endsWith('.holder'))) return void setTimeout(() => void look(), 5);
          second = await callplan('run --simulate plans/others.yaml');
          child.kill('SIGKILL');
        };
        void look();
      },
    });
    assert.is(second?.exit, 7, second?.stderr);
    assert.match(second?.stderr ?? '', `${state} is in use by process`);
    assert.is((await callplan('run --simulate plans/others.yaml')).exit, 0);
  });

  it('never follows a link out of the repository', async (scope) => {
    const { callplan, folder } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', '', '+14152223331'),
    });
    const outside = await scope.folder();
    await mkdir(join(folder, '.callplan'));
    await symlink(join(outside, 'file'), join(folder, state));
    assert.match((await callplan('sync --simulate')).stderr, '[file-unreadable]');
    await writeFile(join(outside, 'file'), 'precious');
    assert.match((await callplan('run --simulate')).stderr, '[file-unreadable]');
    await rename(join(folder, '.callplan'), join(outside, 'records'));
    await symlink(join(outside, 'records'), join(folder, '.callplan'));
    assert.match((await callplan('run --simulate')).stderr, '[file-unreadable]');
    assert.equal((await readdir(outside)).sort(), ['file', 'records']);
  });

  it('is inside this process, so no address goes with it', async (scope) => {
    const { callplan } = await commandFixture(scope, {
      'plans/calls.yaml': plan('calls', '', '+14152223331'),
    });
    for (const command of ['run', 'sync', 'cancel']) {
      const { exit, stderr } = await callplan(`${command} --simulate --api-url http://127.0.0.1:1`);
      assert.is(exit, 2);
      assert.match(stderr, 'Leave out --simulate, or --api-url.');
    }
  });
});
