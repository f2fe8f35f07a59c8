import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec, type Scope } from '../../harness/spec.js';
import {
  credentials,
  fired,
  planText,
  plivoDouble,
  commandFixture,
  type Double,
} from '../command-fixture.js';
import { bin } from '../../harness/places.js';

const numbers = Array.from({ length: 40 }, (_, index) => `+141555501${String(index).padStart(2, '0')}`);
const plan = { 'plans/case.yaml': planText(numbers.map((number) => `"${number}"`)) };
const LOCKFILE = 'plans/case.lock.jsonl';

const recipients = ({ received }: Double): unknown[] => received.map((body) => body['to']);

/** Answers well, but first lets `accident` happen when the third call has arrived. */
function accidentAtThree(scope: Scope, accident: () => Promise<unknown>): Promise<Double> {
  return plivoDouble(scope, (response, request, count) => {
    void (count === 3 ? accident() : Promise.resolve()).then(() => {
      fired(response, request, count);
    });
  });
}

/** Runs the command by a shell, to which `limit` is said first; a superuser without the right to write what is read-only. */
async function limited(folder: string, limit: string, args: string): Promise<number | null> {
  const drop = process.getuid?.() === 0 ? 'setpriv --bounding-set -dac_override' : '';
  const child = spawn('sh', ['-c', `${limit}; exec ${drop} "${process.execPath}" "${bin}" ${args}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...credentials },
    stdio: 'ignore',
  });
  const [exit] = (await once(child, 'close')) as [number | null];
  return exit;
}

spec(
  'cli: a lockfile under fire',
  (it) => {
    it('that was deleted: nothing more is sent, and it is put back with what is known', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, plan);
      const plivo = await accidentAtThree(scope, () => rm(join(folder, LOCKFILE)));
      const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${plivo.origin}`;
      const { exit, stderr } = await callplan(run, { env: credentials });
      assert.is(exit, 3);
      assert.match(stderr, 'was removed, replaced or changed while the run went on');
      assert.is(plivo.received.length, 3);
      assert.is((await callplan(run, { env: credentials })).exit, 0);
      assert.equal(recipients(plivo), numbers);
    });

    for (const [title, accident] of [
      ['edited in place', (file: string) => writeFile(file, '\n', { flag: 'a' })],
      [
        'replaced',
        async (file: string) => {
          await writeFile(`${file}.new`, '{"lockfile":1}\n');
          await rename(`${file}.new`, file);
        },
      ],
    ] as const)
      it(`that was ${title}: nothing more is sent, now or later, before a person has joined the two`, async (scope) => {
        const { callplan, folder, read } = await commandFixture(scope, plan);
        const plivo = await accidentAtThree(scope, () => accident(join(folder, LOCKFILE)));
        const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${plivo.origin}`;
        for (let runs = 0; runs < 2; runs++) assert.is((await callplan(run, { env: credentials })).exit, 3);
        assert.equal(recipients(plivo), numbers.slice(0, 3));
        const rescued = await read(`${LOCKFILE}.rescued`);
        for (const number of numbers.slice(0, 3)) assert.match(rescued, `"id":"${number}"`);
      });

    it('on a full disk: the run stops, and the next one sends the rest', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, plan);
      const plivo = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --concurrency 4 --api-url ${plivo.origin}`;
      // 8 blocks of 512 bytes: the largest file that may be written.
      assert.is(await limited(folder, 'ulimit -f 8', run), 3);
      const sent = plivo.received.length;
      assert.ok(sent > 3 && sent < numbers.length, `${sent} were sent`);
      // 6: of those whose reply could not be written.
      assert.ok([0, 6].includes((await callplan(run, { env: credentials })).exit ?? NaN));
      assert.equal(recipients(plivo).sort(), numbers);
    });

    it('in a read-only folder: nothing is sent', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, plan);
      const plivo = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${plivo.origin}`;
      scope.defer(() => chmod(join(folder, 'plans'), 0o755));
      await chmod(join(folder, 'plans'), 0o555);
      assert.is(await limited(folder, ':', run), 3);
      assert.is(plivo.received.length, 0);
      assert.equal(await readdir(join(folder, 'plans')), ['case.yaml']);

      await chmod(join(folder, 'plans'), 0o755);
      await callplan(`${run} --max-calls 2`, { env: credentials });
      await chmod(join(folder, 'plans'), 0o555);
      assert.is(await limited(folder, ':', run), 3);
      assert.is(plivo.received.length, 2);
    });

    it('of a process that slept: it goes on, and each call arrives once', async (scope) => {
      const { spawned } = await commandFixture(scope, plan);
      let sleep = (): void => undefined;
      const plivo = await accidentAtThree(scope, () => {
        sleep();
        return Promise.resolve();
      });
      const { exit } = await spawned(`run --yes --new --cps 1000 --concurrency 4 --api-url ${plivo.origin}`, {
        env: credentials,
        during: (child) => {
          sleep = () => {
            child.kill('SIGSTOP');
            setTimeout(() => child.kill('SIGCONT'), 300);
          };
        },
      });
      assert.is(exit, 0);
      assert.equal(recipients(plivo).sort(), numbers);
    });
  },
  { concurrency: 2 },
);
