import * as assert from 'uvu/assert';
import { differencesOf } from '../../src/steps/approved-differences.js';
import type { ApprovedPlan, ApprovedSteps } from '../../src/schemas/steps.js';
import { spec } from '../harness/spec.js';

const step = (id: string): ApprovedPlan['steps'][number] => ({ id, digest: `v1:${id}`, reason: 'new' });

const plan: ApprovedPlan = {
  ...{ file: 'a.yaml', name: 'a', edition: '1', digest: 'v1:a' },
  lockfile: null,
  steps: [step('x'), step('y')],
};

const approved: ApprovedSteps = {
  steps: 1,
  simulate: false,
  settings: {
    ...{ cps: 2, concurrency: 10, bulk: 1, bulk_forced: false, edition: null, max_failures: null },
    policy: null,
  },
  choice: { again: [], only: null, max_calls: null },
  plans: [plan],
};

const learnt = (): string[] => [];
const said = (now: Partial<ApprovedSteps>): string[] =>
  differencesOf(approved, { ...approved, ...now }, learnt);

/** What is said where the plan, or its steps, have become these. */
const ofPlan = (now: Partial<ApprovedPlan>): string[] => said({ plans: [{ ...plan, ...now }] });

spec('differences from approved steps', (it) => {
  it('are none where all is the same', () => {
    assert.equal(said({}), []);
  });

  it('are told of every setting', () => {
    const others = { cps: 3, concurrency: 1, bulk: 2, bulk_forced: true, edition: '2', max_failures: 5 };
    for (const [name, value] of Object.entries({ ...others, policy: 'v1:p' }))
      assert.is(said({ settings: { ...approved.settings, [name]: value } }).length, 1, name);
  });

  it('are told of another order, another reason and a call that stands twice', () => {
    assert.equal(ofPlan({ steps: [step('y'), step('x')] }), [
      'a.yaml: its calls are approved in another order than they have',
    ]);
    assert.equal(ofPlan({ steps: [step('x'), step('y'), step('y')] }), [
      'a.yaml: its calls are approved in another order than they have',
    ]);
    assert.equal(ofPlan({ steps: [{ ...step('x'), reason: 'again' }, step('y')] }), [
      'a.yaml: x is another call than was approved',
    ]);
  });

  it('are told of a plan that is new or gone', () => {
    assert.equal(said({ plans: [plan, { ...plan, file: 'b.yaml' }] }), ['b.yaml is new']);
    assert.equal(said({ plans: [] }), ['a.yaml is gone']);
  });

  it('name no more than five calls', () => {
    assert.equal(ofPlan({ steps: [...plan.steps, ...'a b c d e f g'.split(' ').map(step)] }), [
      'a.yaml: a, b, c, d, e and 2 more are to be called and not approved',
    ]);
  });
});
