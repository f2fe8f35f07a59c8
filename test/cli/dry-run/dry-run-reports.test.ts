import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { planText, commandFixture } from '../command-fixture.js';

const plan = planText(['"+14155550101"', '{ id: berlin, to: "+493023125000" }']);
const settings = 'policy: { countries: [US] }\n';
const files = { 'plans/case.yaml': plan, '.callplanrc.yaml': settings };
const all = '--report markdown=c.md --report outputs=o.env --report github=a.txt --report json=s.json';

async function isThere(folder: string, file: string): Promise<boolean> {
  return stat(join(folder, file)).then(
    () => true,
    () => false,
  );
}

spec(
  'cli: reports of a dry run',
  (it) => {
    it('go to files, with text on stdout', async (scope) => {
      const { spawned, read } = await commandFixture(scope, { ...files, 'o.env': 'before=1' });
      const { exit, stdout } = await spawned(`dry-run --exit-code ${all}`, { env: { GITHUB_OUTPUT: 'x' } });
      assert.is(exit, 4);
      assert.match(stdout, '1 to send, 0 to skip, 0 to ask about, 1 held');
      assert.match(await read('c.md'), '**1 to call**, 1 held: country DE not allowed · about 0.5 s');
      assert.match(await read('c.md'), '| **held** | `berlin` | `+4930•••5000` |');
      assert.is(await read('o.env'), 'before=1\n\nsend=1\nskip=0\nask=0\nhold=1\nseconds=0.5\n');
      assert.match(await read('a.txt'), /^::warning file=plans\/case\.yaml,line=9,endLine=9,col=5,/);
      assert.is((JSON.parse(await read('s.json')) as { counts: { send: number } }).counts.send, 1);
    });

    it('show numbers when they are told to', async (scope) => {
      const { callplan } = await commandFixture(scope, files);
      assert.match((await callplan('dry-run --format markdown --show-numbers')).stdout, '`+493023125000`');
      assert.match(
        (await callplan('dry-run --format github --show-numbers')).stdout,
        '::berlin: +493023125000',
      );
      assert.not.match((await callplan('dry-run --format github')).stdout, '493023125000');
    });

    it('name places from the top of the repository', async (scope) => {
      const { callplan } = await commandFixture(scope, files);
      const { stdout } = await callplan('dry-run --format github case.yaml', { below: 'plans' });
      assert.match(stdout, '::warning file=plans/case.yaml,line=9');
    });

    it('tell what is wrong with plans, and nothing to machines', async (scope) => {
      const { callplan, read, folder } = await commandFixture(scope, {
        'plans/case.yaml': planText(['nobody', '"+14155550101"']),
      });
      const { exit, stdout, stderr } = await callplan(`dry-run --exit-code ${all} --out steps.json`);
      assert.is(exit, 1);
      assert.is(stdout, '');
      assert.match(stderr, '1 error in 1 file');
      assert.match(await read('c.md'), '**Nothing would be called**: 1 error has to be corrected first');
      assert.match(await read('a.txt'), /^::error file=plans\/case\.yaml,line=8,/);
      for (const file of ['o.env', 's.json', 'steps.json']) assert.not.ok(await isThere(folder, file), file);
    });

    it('tell why nobody can tell', async (scope) => {
      const { callplan, read, folder } = await commandFixture(scope, {
        ...files,
        'plans/case.lock.jsonl': 'x\n',
      });
      const { exit, stderr } = await callplan(`dry-run ${all}`);
      assert.is(exit, 3);
      assert.match(stderr, 'plans/case.lock.jsonl:1: this line is not a JSON object [lockfile-damaged]');
      assert.match(
        await read('c.md'),
        '**Nobody can tell what would be called**: `plans/case.lock.jsonl:1: this line is not a JSON object`.',
      );
      assert.not.ok(await isThere(folder, 'o.env'));
    });

    it('are refused where they would take the place of something, and all others written', async (scope) => {
      const { callplan, read } = await commandFixture(scope, { ...files, 'full.md': 'x'.repeat(65_000) });
      for (const report of ['markdown=plans/case.yaml', 'outputs=.callplanrc.yaml', 'junit', 'sarif=x'])
        assert.is((await callplan(`dry-run --report ${report}`)).exit, 2, report);
      const full = await callplan('dry-run --report markdown=full.md --report outputs=o.env');
      assert.is(full.exit, 3);
      assert.match(
        full.stderr,
        'full.md cannot be written: GitHub takes no comment of more than 65,536 characters',
      );
      assert.match(await read('o.env'), /^send=1\n/);
      assert.is((await read('full.md')).length, 65_000);
    });
  },
  { concurrency: 2 },
);
