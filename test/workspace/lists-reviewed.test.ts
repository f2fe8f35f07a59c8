import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { gitFixture } from '../git/git-fixture.js';
import { credentials, fired, planText, plivoDouble, commandFixture } from '../cli/command-fixture.js';

const plan = planText(['file: people.csv'], 'options: { caller_name: "{{name}}" }');
const people = 'to,id,name\n+14155550101,ada,Ada\n+14155550102,bob,Bob\n';

interface Base {
  readonly counts: object;
}

spec(
  'cli: lists that are reviewed',
  (it) => {
    it('--base tells what a change of a list alone adds, changes and takes away', async (scope) => {
      const made = await gitFixture(scope, { 'plans/case.yaml': plan, 'plans/people.csv': people });
      await made.commit({ 'plans/people.csv': 'to,id,name\n+14155550101,ada,Lady\n+14155550103,cid,Cid\n' });
      const { exit, stdout, stderr } = await made.callplan('dry-run --base HEAD^ --format json');
      assert.is(exit, 0, stderr);
      const { base } = JSON.parse(stdout) as { base: Base };
      assert.equal(base.counts, { added: 1, changed: 1, removed: 1, halted: 0, same: 0 });
    });

    it('a row that was changed after its approval is not called, nor is any other', async (scope) => {
      const { callplan, write } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'plans/people.csv': people,
      });
      const { origin, received } = await plivoDouble(scope, fired);
      assert.is((await callplan('dry-run --out steps.json')).exit, 0);
      await write({ 'plans/people.csv': people.replace('Bob', 'Bobby') });
      const perform = `run --steps steps.json --yes --cps 1000 --api-url ${origin}`;
      const refused = await callplan(perform, { env: credentials });
      assert.is(refused.exit, 5);
      assert.match(refused.stderr, 'plans/case.yaml: bob is another call than was approved');
      assert.is(received.length, 0);
    });

    it('a held row is annotated where it stands', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'plans/people.csv': people.replace('+14155550102', '+442079460018'),
        '.callplanrc.yaml': 'policy: { countries: [US] }\n',
      });
      const { stdout } = await callplan('dry-run --format github');
      assert.match(stdout, /^::warning file=plans\/people\.csv,line=3,/m);
    });
  },
  { concurrency: 3 },
);
