import * as assert from 'uvu/assert';
import { countResults } from '../../src/report/run/counts.js';
import { callResult } from '../../src/run/perform.js';
import { exitOf } from '../../src/run/exit-code.js';
import { spec } from '../harness/spec.js';
import { callOf, planOf, ranWith } from '../report/run/run-fixture.js';
import { entriesOf } from './sync/read-back-fixture.js';

spec('run: its result', (it) => {
  it('does not take a call that was left on its way for one that was not sent', () => {
    const { step, entry } = callOf('lost', { entry: { state: 'sending' } });
    const call = callResult(step, entriesOf(entry ? [entry] : []), new Map());
    const result = ranWith([planOf([call])]);
    const { sent, states, unsent } = countResults(result.plans.flatMap(({ calls }) => calls));
    assert.equal([sent, states.in_doubt, unsent], [1, 1, 0]);
    assert.is(exitOf(result), 6);
  });
});
