import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import {
  dryRun,
  openPlivo,
  openWorkspace,
  performRun,
  prepareRun,
  startEmulator,
  type Ready,
} from '../../src/index.js';
import { planText } from '../cli/command-fixture.js';
import { bundleText } from '../harness/bundle.js';
import { root } from '../harness/places.js';
import { spec, type Scope } from '../harness/spec.js';

const credentials = { authId: 'MAEMBEDDEDEMBEDDEDEM', authToken: 'embedded-token' };

/** Runs the embedding program from another folder than the repository's, and gives what it prints. */
async function embed({ folder, defer }: Scope, plan: string) {
  const cwd = await folder();
  await mkdir(join(cwd, '.git'));
  await mkdir(join(cwd, 'plans'));
  await writeFile(join(cwd, 'plans', 'case.yaml'), plan);
  const elsewhere = await folder();
  const script = join(elsewhere, 'program.mjs');
  await writeFile(script, await bundleText(join(root, 'test', 'project', 'library-program.ts')));
  const called: string[] = [];
  const emulator = await startEmulator({ credentials, onCall: ({ to }) => called.push(to) });
  defer(emulator.close);
  const run = async (): Promise<unknown> => {
    const args = [script, cwd, emulator.origin];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: elsewhere });
    return JSON.parse(stdout);
  };
  const lockfile = (): Promise<string> => readFile(join(cwd, 'plans', 'case.lock.jsonl'), 'utf8');
  return { run, called, lockfile, cwd, emulator };
}

spec('project: the library in a program of its own', (it) => {
  it('shows what a run would do, performs it, and calls nobody a second time', async (scope) => {
    const plan = planText(['{ id: ada, to: "+14155550101" }', '{ id: ben, to: "+14155550102" }']);
    const { run, called, lockfile } = await embed(scope, plan);
    assert.equal(await run(), {
      shown: [
        ['ada', 'send'],
        ['ben', 'send'],
      ],
      came: [
        ['ada', true, 'accepted'],
        ['ben', true, 'accepted'],
      ],
    });
    assert.equal(called, ['+14155550101', '+14155550102']);
    const written = await lockfile();
    assert.match(written, '"id":"ada"');
    assert.equal(await run(), {
      shown: [
        ['ada', 'skip'],
        ['ben', 'skip'],
      ],
      came: [
        ['ada', false, 'accepted'],
        ['ben', false, 'accepted'],
      ],
    });
    assert.is(called.length, 2);
    assert.is(await lockfile(), written);
  });

  it('performs no dry run, and no run that was prepared for another target', async (scope) => {
    const plan = planText(['{ id: ada, to: "+14155550101" }']);
    const { cwd, emulator, called } = await embed(scope, plan);
    const env = { PLIVO_AUTH_ID: credentials.authId, PLIVO_AUTH_TOKEN: credentials.authToken };
    const here = openPlivo(env, emulator.origin);
    const plivo = openPlivo(env, undefined);
    const open = async (simulate: boolean): Promise<Ready> => {
      const { plans, ...rest } = await openWorkspace({ cwd, env: {}, host: process }, { simulate });
      return { ...rest, plans: plans ?? [] };
    };
    const ready = await open(false);
    const rehearsed = await open(true);
    const may = { mayBegin: true };
    for (const [runPlan, target] of [
      [await dryRun(ready), here],
      [await prepareRun(ready, plivo, may), here],
      [await prepareRun(ready, here, may), plivo],
      [await prepareRun(rehearsed, plivo, may), plivo],
    ] as const) {
      assert.is(runPlan.plans[0]?.steps[0]?.action, 'send');
      const thrown = await performRun(runPlan, target).catch((error: unknown) => error);
      assert.match(String(thrown), 'this run was not prepared for the target');
    }
    assert.is(called.length, 0);
    assert.equal(await readdir(join(cwd, 'plans')), ['case.yaml']);
  });

  it('tells what is wrong with a plan instead', async (scope) => {
    const { run, called } = await embed(scope, 'version: 1\nname: case\n');
    assert.equal(await run(), { wrong: ['missing-key'] });
    assert.is(called.length, 0);
  });
});
