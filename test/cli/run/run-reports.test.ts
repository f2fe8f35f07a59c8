import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { checkJunit } from '../../report/junit-xml.js';
import {
  credentials,
  fired,
  interrupting,
  planText,
  plivoDouble,
  refuse,
  commandFixture,
  type Reply,
} from '../command-fixture.js';

const env = credentials;
const plan = planText(['"+14155550101"', '{ id: john, to: sip:john1234@phone.plivo.com }', '"+14155550103"']);
const four = '--report text=out.txt --report json=out.json --report junit=out.xml --report markdown=out.md';

/** Rejects the second call, and leaves the third in doubt. */
const mixed: Reply = (response, request, count) => {
  const replies = [fired, refuse(400, 'no such number: +14155550101'), refuse(503, 'unavailable')];
  replies[count - 1]?.(response, request, count);
};

interface RunJson {
  readonly calls: { readonly id: string; readonly state: string }[];
  readonly counts: Record<string, number>;
  readonly stopped?: string;
  readonly failure?: string;
}

/** How long each took is another matter. */
function withoutTimes(text: string): string {
  return text.replace(/\d+(\.\d+)?/g, '0');
}

spec(
  'cli: reports of a run',
  (it) => {
    it('writes several at once, whatever the run came to, and the text to stdout', async (scope) => {
      const { spawned, callplan, read, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin } = await plivoDouble(scope, mixed);
      const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin}`;
      const { exit, stdout } = await spawned(`${run} ${four}`, { env });
      assert.is(exit, 6);
      assert.is(stdout, await read('out.txt'));
      const { counts } = JSON.parse(await read('out.json')) as RunJson;
      assert.equal(
        ['sent', 'fired', 'rejected', 'in_doubt'].map((name) => counts[name]),
        [3, 1, 1, 1],
      );
      const [junit, markdown] = [await read('out.xml'), await read('out.md')];
      checkJunit(junit);
      assert.match(junit, 'tests="3" failures="1" errors="1"');
      assert.match(
        markdown,
        '| Sent | Fired | Rejected | In doubt |\n| --: | --: | --: | --: |\n| 3 | 1 | 1 | 1 |',
      );
      for (const text of [junit, markdown]) {
        assert.match(text, 'no such number: +1415•••0101');
        assert.not.match(text, /1415555|john1234/);
      }
      assert.equal((await readdir(folder)).sort(), [
        '.git',
        'out.json',
        'out.md',
        'out.txt',
        'out.xml',
        'plans',
      ]);

      for (const name of ['text', 'json', 'junit', 'markdown']) {
        const again = await callplan(`${run} --format ${name}`, { env });
        assert.is(again.exit, 6);
        assert.match(again.stdout, /already called|"accepted"|skipped: called|skipped/);
        const other = await callplan(`${run} --report ${name}`, { env });
        assert.is(withoutTimes(other.stdout), withoutTimes(again.stdout));
      }
    });

    it('shows numbers when it is told to', async (scope) => {
      const { callplan, read } = await commandFixture(scope, { 'plans/case.yaml': plan });
      await callplan(`run --simulate --cps 1000 --show-numbers ${four}`);
      assert.match(await read('out.xml'), '<testcase name="+14155550101"');
      assert.match(await read('out.md'), '| `john` | `sip:john1234@phone.plivo.com` | fired |');
    });

    it('adds to a summary that others have begun, and counts what they took of the room', async (scope) => {
      const { callplan, read, write } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const outside = join(await scope.folder(), 'step_summary');
      await writeFile(outside, '## Before');
      await write({ 'full.md': 'x'.repeat(1024 * 1024 - 1200), 'out.json': 'old' });
      for (const more of ['', '--report json=out.json'])
        await callplan(`run --simulate --cps 1000 --report markdown=${outside} ${more}`);
      await callplan('run --simulate --report markdown=full.md');
      const [before = '', first = '', second = ''] = (await readFile(outside, 'utf8')).split(
        '### callplan run\n',
      );
      assert.is(before, '## Before\n\n');
      assert.match(first, '| 3 | 3 |');
      assert.match(second, '| 0 | 3 |');
      JSON.parse(await read('out.json'));
      assert.ok(Buffer.byteLength(await read('full.md')) <= 1024 * 1024);
      assert.match(await read('full.md'), 'Plans left out, since GitHub shows no more than 1 MiB: 1.');
    });

    it('writes them when the run was stopped, and names why', async (scope) => {
      const { callplan, read } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin } = await plivoDouble(scope, refuse(402, 'out of credit'));
      const { exit } = await callplan(
        `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin} ${four}`,
        { env },
      );
      assert.is(exit, 3);
      assert.is((JSON.parse(await read('out.json')) as RunJson).stopped, 'out of credit');
      assert.match(await read('out.xml'), '<skipped message="not sent: out of credit"/>');
      assert.match(await read('out.md'), '**Stopped early**: `out of credit`');
    });

    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      it(`writes them when the run is interrupted by ${signal}`, async (scope) => {
        const { spawned, read } = await commandFixture(scope, { 'plans/case.yaml': plan });
        const { reply, during } = interrupting(signal);
        const { origin } = await plivoDouble(scope, reply);
        const { exit } = await spawned(
          `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin} ${four}`,
          { env, during },
        );
        assert.is(exit, signal === 'SIGINT' ? 130 : 143);
        const { stopped, counts } = JSON.parse(await read('out.json')) as RunJson;
        assert.is(stopped, `stopped by ${signal}`);
        assert.is(counts['fired'], 1);
        checkJunit(await read('out.xml'));
        assert.match(await read('out.md'), `**Stopped early**: \`stopped by ${signal}\``);
      });

    it('writes them when the lockfile could not be written: they may be all that is left to tell', async (scope) => {
      const { callplan, read, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin, received } = await plivoDouble(scope, (response, request, count) => {
        // A lockfile that was replaced is not written over.
        void rm(join(folder, 'plans/case.lock.jsonl'))
          .then(() => writeFile(join(folder, 'plans/case.lock.jsonl'), 'another\n'))
          .then(() => {
            fired(response, request, count);
          });
      });
      const { exit, stderr } = await callplan(
        `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin} ${four}`,
        { env },
      );
      assert.is(exit, 3);
      assert.match(stderr, 'replaced or changed while the run went on');
      const { calls, failure } = JSON.parse(await read('out.json')) as RunJson;
      assert.match(failure ?? '', 'replaced or changed while the run went on');
      assert.is(calls.filter(({ state }) => state === 'accepted').length, received.length);
      assert.match(
        await read('out.xml'),
        '<error type="failure" message="plans/case.lock.jsonl cannot be written',
      );
      checkJunit(await read('out.xml'));
      assert.match(
        await read('out.md'),
        '**Something went wrong**: `plans/case.lock.jsonl cannot be written',
      );
    });

    it('says so when one cannot be written after all, hides nothing of the result, and does not exit with 0', async (scope) => {
      const { callplan, read, folder } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'reports/keep': '',
      });
      const { origin } = await plivoDouble(scope, (response, request, count) => {
        void rm(join(folder, 'reports'), { recursive: true, force: true }).then(() => {
          fired(response, request, count);
        });
      });
      const { exit, stdout, stderr } = await callplan(
        `run --yes --new --cps 1000 --report json=reports/out.json --report markdown=reports/out.md --report junit=out.xml --api-url ${origin}`,
        { env },
      );
      assert.is(exit, 3);
      assert.match(stdout, '3 sent: 3 fired');
      for (const name of ['out.json', 'out.md'])
        assert.match(
          stderr,
          `reports/${name} cannot be written: its folder does not exist [file-unwritable]`,
        );
      checkJunit(await read('out.xml'));
      assert.match(await read('plans/case.lock.jsonl'), '"accepted"');
    });
  },
  { concurrency: 2 },
);
