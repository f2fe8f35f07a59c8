import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, commandFixture } from '../command-fixture.js';
import { ada, bob } from './steps-fixture.js';

const env = credentials;

spec('cli: run --steps with redials', (it) => {
  it('leaves redials that have fallen due since for the next run', async (scope) => {
    const retry = 'retry: { on: [busy], attempts: 2, after: 1m }';
    const made = await commandFixture(scope, { 'plans/case.yaml': planText([ada, bob], retry) });
    const { origin, received } = await plivoDouble(scope, fired);
    await made.callplan(`run --yes --new --cps 100 --only +14155550101 --api-url ${origin}`, { env });
    const busy = (await made.read('plans/case.lock.jsonl'))
      .replace('"state":"accepted"', '"state":"busy"')
      .replace(/"at":"[^"]*"/, '"at":"2026-11-23T10:00:00.000Z"');
    await made.write({ 'plans/case.lock.jsonl': busy });
    await made.callplan('dry-run --cps 100 --out steps.json');
    const steps = JSON.parse(await made.read('steps.json')) as { plans: { steps: { reason: string }[] }[] };
    const [redial] = steps.plans[0]?.steps.splice(0, 1) ?? [];
    assert.is(redial?.reason, 'redial');
    // As if the approval were older than the time at which it fell due.
    await made.write({ 'steps.json': JSON.stringify(steps) });
    const run = `run --yes --cps 100 --steps steps.json --api-url ${origin}`;
    const { exit, stdout, stderr } = await made.callplan(run, { env });
    assert.is(exit, 0, stderr);
    assert.match(stdout, '1 sent: 1 fired; 1 left out');
    assert.equal(
      received.map(({ to }) => to),
      ['+14155550101', '+14155550102'],
    );
  });
});
