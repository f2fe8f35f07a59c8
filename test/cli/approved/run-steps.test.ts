import { rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, planText } from '../command-fixture.js';
import { ada, bob, cid, fixture, type Fixture } from './steps-fixture.js';

const env = credentials;

function edited(text: string, from: string, to: string): string {
  assert.match(text, from);
  return text.replace(from, to);
}

/** Each changes something after the steps were approved; what the refusal says of it. */
const changes: Record<string, [change: (fixture: Fixture) => unknown, says: string | RegExp]> = {
  'a call more in a plan': [
    ({ write }) => write({ 'plans/case.yaml': planText([ada, bob, '"+14155550109"']) }),
    'plans/case.yaml: +14155550109 is to be called and not approved\n',
  ],
  'a call less in a plan': [
    ({ write }) => write({ 'plans/case.yaml': planText([ada]) }),
    'plans/case.yaml: +14155550102 is approved and not to be called any more\n',
  ],
  'another call in a plan': [
    ({ write }) => write({ 'plans/case.yaml': planText([ada, `{ to: ${bob}, digits: "4711" }`]) }),
    'plans/case.yaml: +14155550102 is another call than was approved\n',
  ],
  'a call that is not to be placed': [
    ({ write }) => write({ 'plans/case.yaml': planText([`{ to: ${ada}, digits: "1" }`, bob]) }),
    'plans/case.yaml: it, or a list of it, was edited\n',
  ],
  'another order of calls': [
    ({ write }) => write({ 'plans/case.yaml': planText([bob, ada]) }),
    'plans/case.yaml: it, or a list of it, was edited\n',
  ],
  'another edition': [
    async ({ write, read }) =>
      write({ 'plans/new.yaml': edited(await read('plans/new.yaml'), 'edition: "1"', 'edition: "2"') }),
    'plans/new.yaml: its edition was 1, and is 2\n',
  ],
  'another name': [
    async ({ write, read }) =>
      write({ 'plans/new.yaml': edited(await read('plans/new.yaml'), 'name: new', 'name: old') }),
    'plans/new.yaml: its name was new, and is old\n',
  ],
  'a plan that is gone': [({ folder }) => rm(join(folder, 'plans/new.yaml')), 'plans/new.yaml is gone\n'],
  'a plan that has become a link': [
    async ({ folder }) => {
      await rename(join(folder, 'plans/new.yaml'), join(folder, 'other.yaml'));
      await symlink('../other.yaml', join(folder, 'plans/new.yaml'));
    },
    'plans/new.yaml is gone\n',
  ],
  'a lockfile that another run wrote to': [
    ({ callplan, origin }) =>
      callplan(`run plans/case.yaml --yes --edition 7 --max-calls 1 --api-url ${origin}`, { env }),
    /plans\/case\.yaml: its lockfile has changed: \+14155550101 fired at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n/,
  ],
  'a lockfile by which the calls are done': [
    ({ callplan, origin }) => callplan(`run plans/case.yaml --yes --api-url ${origin}`, { env }),
    'plans/case.yaml: +14155550102 is approved and not to be called any more\n',
  ],
  'a lockfile where there was none': [
    ({ callplan, origin }) =>
      callplan(`run plans/new.yaml --yes --new --max-calls 0 --api-url ${origin}`, { env }),
    'plans/new.yaml: it had no lockfile, and has one\n',
  ],
  'a lockfile that is gone': [
    ({ folder }) => rm(join(folder, 'plans/case.lock.jsonl')),
    'plans/case.yaml: its lockfile is gone; bring it back from git\n',
  ],
  'a lockfile that lacks a line': [
    async ({ write, read }) => {
      const [header = ''] = (await read('plans/case.lock.jsonl')).split('\n');
      await write({ 'plans/case.lock.jsonl': `${header}\n` });
    },
    'plans/case.yaml: its lockfile has changed: it knows a call less\n',
  ],
  'a policy that was set': [
    ({ write }) => write({ '.callplanrc.yaml': 'cps: 100\npolicy: { countries: [US] }\n' }),
    '  - the policy was set\n',
  ],
  'another rate': [
    ({ write }) => write({ '.callplanrc.yaml': 'cps: 200\n' }),
    '  - cps was 100, and is 200\n',
  ],
  'an edition for all': [
    ({ write }) => write({ '.callplanrc.yaml': 'cps: 100\nedition: "2"\n' }),
    '  - edition was null, and is "2"\n',
  ],
  'calls that share requests': [
    ({ write }) => write({ '.callplanrc.yaml': 'cps: 100\nbulk: 10\n' }),
    '  - bulk was 1, and is 10\n',
  ],
  'a step taken out by hand': [
    async ({ write, read }) => {
      const steps = JSON.parse(await read('steps.json')) as { plans: { steps: unknown[] }[] };
      steps.plans[0]?.steps.pop();
      await write({ 'steps.json': JSON.stringify(steps) });
    },
    'plans/case.yaml: +14155550102 is to be called and not approved\n',
  ],
  'a step put in by hand': [
    async ({ write, read }) => {
      const steps = JSON.parse(await read('steps.json')) as { plans: { steps: object[] }[] };
      steps.plans[0]?.steps.push({ ...steps.plans[0].steps[0], id: '+14155550101' });
      await write({ 'steps.json': JSON.stringify(steps) });
    },
    'plans/case.yaml: +14155550101 is approved and not to be called any more\n',
  ],
  'a plan taken out by hand': [
    async ({ write, read }) => {
      const steps = JSON.parse(await read('steps.json')) as { plans: object[] };
      const [plan] = steps.plans;
      await write({ 'steps.json': JSON.stringify({ ...steps, plans: [{ ...plan, steps: [] }] }) });
    },
    'plans/case.yaml: +14155550102 is to be called and not approved\n',
  ],
};

spec(
  'cli: run --steps',
  (it) => {
    it('performs the steps that were approved', async (scope) => {
      const { perform, received, read, callplan } = await fixture(scope);
      const approved = await read('steps.json');
      const { exit, stderr } = await perform();
      assert.is(exit, 0, stderr);
      assert.equal(
        received.map(({ to }) => to),
        ['+14155550101', '+14155550102', '+14155550103'],
      );
      const again = await perform();
      assert.is(again.exit, 5);
      assert.is(received.length, 3);
      assert.match(again.stderr, 'steps.json approves other steps than these:');
      assert.match(again.stderr, 'plans/new.yaml: it had no lockfile, and has one: +14155550103 fired at ');
      assert.match(again.stderr, 'have them approved: callplan dry-run --out FILE.');
      await callplan('dry-run --out steps.json');
      assert.not.equal(await read('steps.json'), approved);
    });

    it('performs them from any folder, and where nothing but spelling was changed', async (scope) => {
      const { folder, origin, received, callplan, write, read } = await fixture(scope);
      const plan = `# reviewed\n${(await read('plans/case.yaml')).replace('"1"', "'1'")}`;
      await write({ 'plans/case.yaml': plan, 'sub/x': '' });
      const run = `run --yes --new --steps ${join(folder, 'steps.json')} --api-url ${origin}`;
      const { exit, stderr } = await callplan(run, { env, below: 'sub' });
      assert.is(exit, 0, stderr);
      assert.is(received.length, 3);
    });

    for (const [what, [change, says]] of Object.entries(changes))
      it(`refuses: ${what}`, async (scope) => {
        const made = await fixture(scope);
        await change(made);
        const sent = made.received.length;
        const { exit, stderr, stdout } = await made.perform();
        assert.is(exit, 5, stderr);
        assert.match(stderr, says);
        assert.match(stderr, '[steps-changed]\n');
        assert.is(stdout, '');
        assert.is(made.received.length, sent, 'something was sent');
      });

    it('refuses a policy that has become another', async (scope) => {
      const made = await fixture(scope, 'cps: 100\npolicy: { countries: [US, GB] }\n');
      await made.write({ '.callplanrc.yaml': 'cps: 100\npolicy: { countries: [US] }\n' });
      assert.match((await made.perform()).stderr, '  - the policy was changed\n');
      await made.write({ '.callplanrc.yaml': 'cps: 100\n' });
      assert.match((await made.perform()).stderr, '  - the policy was removed\n');
      await made.write({ '.callplanrc.yaml': 'policy:\n  # here\n  countries: [US, GB]\ncps: 100\n' });
      assert.is((await made.perform()).exit, 0);
    });

    it('asks for consent all the same', async (scope) => {
      const { callplan, origin, received } = await fixture(scope);
      const { exit, stderr } = await callplan(`run --steps steps.json --api-url ${origin}`, { env });
      assert.is(exit, 5);
      assert.match(stderr, '2 calls of 2 plans would be placed');
      assert.is(received.length, 1);
    });

    it('keeps to the flags of the dry run, and takes no others', async (scope) => {
      const { perform, received } = await fixture(scope, 'cps: 100\n', '--max-calls 1');
      for (const flags of ['--max-calls 2', '--only x', '--again x', 'plans/case.yaml']) {
        const { exit, stderr } = await perform(flags);
        assert.is(exit, 2);
        assert.match(stderr, `--steps names the calls, and ${flags.split(' ')[0] ?? ''} would name others`);
      }
      assert.is((await perform()).exit, 0);
      assert.is(received.length, 2);
    });

    it('calls again those that the approval names, whatever became of them', async (scope) => {
      const { perform, received } = await fixture(
        scope,
        'cps: 100\n',
        '--again +14155550101 --only +14155550101',
      );
      assert.is((await perform()).exit, 0);
      assert.equal(
        received.map(({ to }) => to),
        ['+14155550101', '+14155550101'],
      );
    });

    it('is for the rehearsal or for the real calls, as it was approved', async (scope) => {
      const { perform, callplan, received } = await fixture(scope);
      const rehearsed = await callplan('run --simulate --steps steps.json');
      assert.is(rehearsed.exit, 5);
      assert.match(rehearsed.stderr, 'approved for the real calls, and this is a run of a rehearsal\n');
      await callplan('dry-run --simulate --out steps.json');
      assert.match(
        (await perform()).stderr,
        'approved for a rehearsal, and this is a run of the real calls\n',
      );
      assert.is(received.length, 1);
      assert.is((await callplan('run --simulate --steps steps.json')).exit, 0);
    });

    it('writes the same file to the byte, with no digits and no bodies', async (scope) => {
      const made = await fixture(scope);
      await made.write({
        'plans/new.yaml': planText([`{ id: pin, to: ${cid}, digits: "4711" }`]).replace(
          'name: case',
          'name: new',
        ),
      });
      const texts = [];
      for (const file of ['a.json', 'b.json']) {
        assert.is((await made.callplan(`dry-run --out ${file} --exit-code`)).exit, 4);
        texts.push(await made.read(file));
      }
      assert.is(texts[0], texts[1]);
      assert.not.match(texts[0] ?? '', /4711|answer|0103/);
    });
  },
  { concurrency: 3 },
);
