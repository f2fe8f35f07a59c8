import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { planText, commandFixture } from '../command-fixture.js';
import { ada } from './steps-fixture.js';

/** What is no file of approved steps, and what is said of it. */
const hostile: Record<string, [text: string, says: string]> = {
  'not JSON': ['root:x:0:0', 'it is not a JSON object'],
  'a list': ['[]', 'it is not a JSON object'],
  'a newer format': ['{"steps":2}', 'this is format 2; this program reads 1: use a newer callplan'],
  'a key missing': ['{"steps":1}', '"simulate" is missing'],
  'a key too many': ['{"steps":1,"x":1}', 'is '],
  'no plan': ['PLANS[]', 'it has no plan'],
  'a path out of the repository': ['PLANS[{"file":"../x.yaml"}]', '"plans.0.file" must match pattern'],
  'a path out, farther in': ['PLANS[{"file":"plans/../../x.yaml"}]', '"plans.0.file" must match pattern'],
  'an absolute path': ['PLANS[{"file":"/etc/x.yaml"}]', '"plans.0.file" must match pattern'],
  'what is no plan': ['PLANS[{"file":".git/config"}]', '"plans.0.file" must match pattern'],
  'a plan twice': ['PLANS[{"file":"a.yaml"},{"file":"a.yaml"}]', 'it has a.yaml twice'],
  'a prototype': ['{"__proto__":{"steps":1},"steps":1}', 'is '],
};

const settings =
  '{"cps":2,"concurrency":10,"bulk":1,"bulk_forced":false,"edition":null,"max_failures":null,"policy":null}';

function wholeText(text: string): string {
  const plan = `"name":"a","edition":"1","digest":"v1:${'0'.repeat(64)}","lockfile":null,"steps":[]`;
  const head = `{"steps":1,"simulate":false,"settings":${settings},"choice":{"again":[],"only":null,"max_calls":null},"plans":`;
  return text.startsWith('PLANS') ? `${text.replace('PLANS', head).replace(/"(?=\})/g, `",${plan}`)}}` : text;
}

spec(
  'cli: run --steps with a hostile file',
  (it) => {
    for (const [what, [text, says]] of Object.entries(hostile))
      it(`refuses: ${what}`, async (scope) => {
        const { callplan } = await commandFixture(scope, {
          'plans/case.yaml': planText([ada]),
          's.json': wholeText(text),
        });
        const { exit, stderr, stdout } = await callplan('run --simulate --steps s.json');
        assert.is(exit, 3, stderr);
        assert.match(stderr, 's.json is no file of approved steps: ');
        assert.match(stderr, says);
        assert.is(stdout, '');
      });

    it('refuses one that is huge, or no file', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': planText([ada]) });
      await writeFile(join(folder, 's.json'), '');
      await truncate(join(folder, 's.json'), 200 * 1024 * 1024);
      assert.match((await callplan('run --simulate --steps s.json')).stderr, 'it is too large');
      for (const file of ['plans', 'nothing.json'])
        assert.is((await callplan(`run --simulate --steps ${file}`)).exit, 3);
    });

    it('is not written over a plan, nor over a report', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText([ada]) });
      for (const args of ['--out plans/case.yaml', '--out x.json --report json=./x.json'])
        assert.is((await callplan(`dry-run ${args}`)).exit, 2);
    });
  },
  { concurrency: 3 },
);
