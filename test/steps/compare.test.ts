import * as assert from 'uvu/assert';
import type { Call } from '../../src/calls/expand.js';
import { compareSteps, differingParameters } from '../../src/steps/compare.js';
import type { Action, Step } from '../../src/steps/decide.js';
import { spec } from '../harness/spec.js';

const base: Call = {
  edition: '1',
  id: 'a',
  to: '+14155550101',
  parameters: { from: '+14152224444' },
  digest: 'v1:a',
  bulk: 1,
};

function step(action: Action, given: Partial<Call> = {}, code: 'new' | 'left-out' = 'new'): Step {
  const reason = code === 'new' ? ({ code } as const) : ({ code, by: '--only' } as const);
  return { call: { ...base, ...given }, action, reason };
}

/** What becomes of one call: what it was, what it is, and where it is counted. */
const table: [before: Step | undefined, now: Step | undefined, counted: string][] = [
  [undefined, step('send'), 'added'],
  [step('skip'), step('send'), 'added'],
  [step('ask'), step('send'), 'added'],
  [step('send'), step('send'), 'same'],
  [step('send'), step('send', { digest: 'v1:b' }), 'changed'],
  [step('send'), undefined, 'removed'],
  [step('send'), step('skip'), 'removed'],
  [step('send'), step('hold'), 'removed'],
  [step('send'), step('skip', {}, 'left-out'), ''],
  [step('skip'), step('ask'), 'halted'],
  [undefined, step('hold'), 'halted'],
  [step('hold'), step('hold'), ''],
  [step('ask'), step('hold'), ''],
  [step('skip'), undefined, ''],
  [step('skip'), step('skip'), ''],
  [step('ask'), undefined, ''],
];

spec('compare steps', (it) => {
  for (const [before, now, counted] of table)
    it(`${before?.action ?? 'none'} to ${now?.action ?? 'none'}: ${counted || 'nothing'}`, () => {
      const { same, ...changes } = compareSteps(before ? [before] : [], now ? [now] : []);
      const found = Object.entries(changes).flatMap(([name, list]) => (list.length > 0 ? [name] : []));
      assert.equal([...found, ...(same > 0 ? ['same'] : [])], counted === '' ? [] : [counted]);
    });

  it('tells calls of two editions apart', () => {
    const { added, removed } = compareSteps([step('send')], [step('send', { edition: '2' })]);
    assert.equal([added.length, removed.length], [1, 1]);
  });

  it('names the parameters that differ, and takes no spelling for a difference', () => {
    const other = { ...base, to: '14155550101', parameters: { from: '14152224444' } };
    assert.equal(differingParameters(base, other), []);
    const changed = { ...base, to: '+1', parameters: { from: '+2', send_digits: '1' } };
    assert.equal(differingParameters(base, changed), ['to', 'from', 'send_digits']);
  });
});
