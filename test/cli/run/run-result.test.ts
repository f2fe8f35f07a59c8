import * as assert from 'uvu/assert';
import { exitOf, reportOf } from '../../../src/run/run-result.js';
import type { PlanResult } from '../../../src/run/perform-plans.js';
import { factsOf } from '../../../src/report/run/run.js';
import { callOf } from '../../report/run/ran.js';
import { spec } from '../../harness/spec.js';

spec('cli: the result of a run', (it) => {
  it('does not take a call that was left on its way for one that was not sent', () => {
    const { step, entry } = callOf('lost', { entry: { state: 'sending' } });
    const plan: PlanResult = {
      plan: {
        file: 'plans/case.yaml',
        plan: { name: 'case' },
        lockfile: { file: 'plans/case.lock.jsonl' },
      } as PlanResult['plan'],
      steps: [step],
      sent: new Map(),
      entryOf: () => entry,
      seconds: 1,
    };
    const result = { plans: [plan], began: new Date(0), seconds: 1 };
    const { sent, standings, left } = factsOf(reportOf(result).plans.flatMap(({ calls }) => calls));
    assert.equal([sent, standings.in_doubt, left], [1, 1, 0]);
    assert.is(exitOf(result), 6);
  });
});
