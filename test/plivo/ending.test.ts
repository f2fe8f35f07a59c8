import * as assert from 'uvu/assert';
import type { Ending } from '../../src/ledger/states.js';
import { endingOf } from '../../src/plivo/ending.js';
import { spec } from '../harness/spec.js';

const ANSWERED = { answer_time: '2026-11-23T10:00:26.000Z' };
/** Each cause as Plivo lists it, when nobody answered and when somebody did. */
const table: readonly (readonly [code: number, unanswered: Ending, answered: Ending])[] = [
  [0, 'failed', 'completed'],
  [1000, 'canceled', 'completed'],
  [1010, 'failed', 'completed'],
  [1020, 'failed', 'completed'],
  ...[2000, 2010, 2020, 2030, 2040, 2050, 2060, 2070].map((code) => [code, 'failed', 'completed'] as const),
  [3000, 'no_answer', 'completed'],
  [3010, 'busy', 'completed'],
  [3020, 'declined', 'completed'],
  ...[3030, 3040, 3050, 3070, 3080, 3090, 3120, 3140].map((code) => [code, 'failed', 'completed'] as const),
  [3100, 'busy', 'completed'],
  [3110, 'declined', 'completed'],
  [3130, 'declined', 'completed'],
  ...[4000, 4010, 4020, 4030].map((code) => [code, 'completed', 'completed'] as const),
  ...[5000, 5010, 5020, 5030].map((code) => [code, 'failed', 'completed'] as const),
  [6000, 'no_answer', 'completed'],
  [6010, 'no_answer', 'completed'],
  [6020, 'failed', 'completed'],
  ...[7011, 7014, 7022, 7034, 8011, 8014].map((code) => [code, 'completed', 'completed'] as const),
  [9000, 'failed', 'completed'],
  [9100, 'machine', 'machine'],
  [9110, 'completed', 'completed'],
  [9999, 'failed', 'completed'],
];

spec('how a call ended', (it) => {
  for (const [code, unanswered, answered] of table)
    it(`by cause ${code}`, () => {
      assert.is(endingOf({ hangup_cause_code: code }), unanswered);
      assert.is(endingOf({ hangup_cause_code: code, ...ANSWERED }), answered);
    });

  it('without a cause', () => {
    assert.is(endingOf({}), 'failed');
    assert.is(endingOf(ANSWERED), 'completed');
  });
});
