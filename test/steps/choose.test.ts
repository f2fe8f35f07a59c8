import * as assert from 'uvu/assert';
import { sentence } from '../../src/diagnostics/reasons.js';
import { choose, type Choice } from '../../src/steps/choose.js';
import { decide } from '../../src/steps/decide.js';
import { keyOf } from '../../src/ledger/entry.js';
import { spec } from '../harness/spec.js';
import { entryOf, planned, WHEN, X, Y } from './steps-fixture.js';

const barred = { state: 'rejected', error: 'barred' } as const;
const Z = '+14152220003';

/** A plan of three calls, of which one was placed and one rejected, and another plan of one call. */
function steps(choice: Choice): string[] {
  const entries = [entryOf({ a: X }), entryOf({ b: Y }, barred)];
  const known = new Map(entries.map((entry) => [keyOf(entry.edition, entry.id), entry]));
  const rejectedAgain = choice.only?.includes('rejected') ?? false;
  const plans = [
    { entries: known, steps: decide(planned({ a: X, b: Y, c: Z }), known, { rejectedAgain }) },
    { entries: new Map(), steps: decide(planned({ d: X }), new Map()) },
  ];
  return choose(plans, choice).flatMap((plan) =>
    plan.steps.map(({ call, action, reason }) => `${call.id} ${action}: ${sentence(reason)}`),
  );
}

const done = `a skip: called ${WHEN}`;
const rejected = `b ask: rejected ${WHEN} (barred); correct it, or say --again b to try it unchanged`;
const again = `b send: rejected ${WHEN} (barred), and to be tried again by --only rejected`;
const isNew = 'send: not called yet in this edition';
const out = (by: string): string => `skip: left out by ${by}`;

const table: readonly (readonly [title: string, Choice, ...steps: string[]])[] = [
  ['nothing chosen', {}, done, rejected, `c ${isNew}`, `d ${isNew}`],
  ['one id', { only: ['c'] }, done, `b ${out('--only')}`, `c ${isNew}`, `d ${out('--only')}`],
  ['two ids of two plans', { only: ['d', 'b'] }, done, rejected, `c ${out('--only')}`, `d ${isNew}`],
  ['what is done', { only: ['a'] }, done, `b ${out('--only')}`, `c ${out('--only')}`, `d ${out('--only')}`],
  ['the rejected', { only: ['rejected'] }, done, again, `c ${out('--only')}`, `d ${out('--only')}`],
  ['the rejected and one', { only: ['rejected', 'd'] }, done, again, `c ${out('--only')}`, `d ${isNew}`],
  ['one call at most', { maxCalls: 1 }, done, rejected, `c ${isNew}`, `d ${out('--max-calls 1')}`],
  ['none', { maxCalls: 0 }, done, rejected, `c ${out('--max-calls 0')}`, `d ${out('--max-calls 0')}`],
  ['more than there are', { maxCalls: 9 }, done, rejected, `c ${isNew}`, `d ${isNew}`],
  [
    'some, and one of them at most',
    { only: ['rejected', 'd'], maxCalls: 1 },
    done,
    again,
    `c ${out('--only')}`,
    `d ${out('--max-calls 1')}`,
  ],
];

spec('choose', (it) => {
  for (const [title, choice, ...wanted] of table)
    it(title, () => {
      assert.equal(steps(choice), wanted);
    });

  it('the rejected, but not a phone that may have rung before', () => {
    const rang = entryOf({ b: Y }, { ...barred, earlier: [{ ...entryOf({ b: Y }), state: 'accepted' }] });
    const known = new Map([[keyOf(rang.edition, rang.id), rang]]);
    const [step] = decide(planned({ b: Y }), known, { rejectedAgain: true });
    assert.is(step?.action, 'ask');
  });
});
