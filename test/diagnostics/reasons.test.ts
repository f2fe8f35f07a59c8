import * as assert from 'uvu/assert';
import { sentence, type Reason } from '../../src/diagnostics/reasons.js';
import { known, quote } from '../../src/privacy/quoted.js';
import { spec } from '../harness/spec.js';

const AT = '2026-11-23T10:00:59.999Z';

/** One of each code, so that a new one without a sentence fails here and not in front of a user. */
const reasons: { readonly [C in Reason['code']]: readonly [Extract<Reason, { code: C }>, string] } = {
  new: [{ code: 'new' }, 'not called yet in this edition'],
  'changed-after-rejection': [
    { code: 'changed-after-rejection', error: 'barred' },
    'changed since Plivo rejected it (barred)',
  ],
  settled: [{ code: 'settled', by: 'Ada' }, 'settled as not placed by Ada'],
  again: [{ code: 'again', state: 'in_doubt' }, 'named by --again although it is in doubt'],
  accepted: [{ code: 'accepted', at: AT, queued: false }, 'called on 2026-11-23 at 10:00 UTC'],
  ended: [{ code: 'ended', at: AT, state: 'no_answer' }, 'no answer, called on 2026-11-23 at 10:00 UTC'],
  redial: [
    { code: 'redial', at: AT, state: 'busy', attempt: 2, of: 3 },
    'busy, called on 2026-11-23 at 10:00 UTC: attempt 2 of 3 is due',
  ],
  'redial-later': [
    {
      code: 'redial-later',
      at: AT,
      state: 'busy',
      attempt: 2,
      of: 3,
      due: '2026-11-23T10:31:00.000Z',
    },
    'busy, called on 2026-11-23 at 10:00 UTC: attempt 2 of 3 is due on 2026-11-23 at 10:31 UTC',
  ],
  'redial-spent': [
    { code: 'redial-spent', at: AT, state: 'failed' },
    'failed, called on 2026-11-23 at 10:00 UTC: no attempt is left',
  ],
  rejected: [
    { code: 'rejected', at: AT, error: 'barred', id: 'john' },
    'rejected on 2026-11-23 at 10:00 UTC (barred); correct it, or say --again john to try it unchanged',
  ],
  'in-doubt': [
    { code: 'in-doubt', at: AT, error: 'HTTP 500', id: 'john' },
    'in doubt since 2026-11-23 10:00 UTC (HTTP 500); find out whether it rang, then: callplan resolve PLAN john --placed or --not-placed',
  ],
  edited: [
    { code: 'edited', at: AT, was: `v1:${'a'.repeat(64)}`, now: `v1:${'b'.repeat(64)}`, id: 'john' },
    'edited after it was called on 2026-11-23 at 10:00 UTC (digest v1:aaaaaaaa, now v1:bbbbbbbb); revert it, give it a new id or edition, or say --again john',
  ],
  'called-before': [
    { code: 'called-before', at: AT, id: 'john' },
    'the same phone may have rung on 2026-11-23 at 10:00 UTC, before the last attempt; say --again john to call it all the same',
  ],
  'called-as': [
    { code: 'called-as', at: AT, other: 'jane', id: 'john' },
    'the same phone was called on 2026-11-23 at 10:00 UTC as jane; give it that id again, raise the edition, or say --again john',
  ],
  merged: [
    { code: 'merged', merged: 'twice', at: AT, id: 'john' },
    'two branches each called it, last on 2026-11-23 at 10:00 UTC; callplan status shows what they know; settle it with callplan resolve PLAN john --placed or --not-placed, or say --again john to call it all the same',
  ],
  'rejected-again': [
    { code: 'rejected-again', at: AT, error: 'no credit' },
    'rejected on 2026-11-23 at 10:00 UTC (no credit), and to be tried again by --only rejected',
  ],
  'left-out': [{ code: 'left-out', by: '--max-calls 5' }, 'left out by --max-calls 5'],
  refused: [
    {
      code: 'refused',
      refusal: { code: 'policy-country', args: { to: quote('+493023125000'), country: known('DE') } },
      place: '.callplanrc.yaml:3',
    },
    '+493023125000 is a number of DE, which policy.countries does not list (.callplanrc.yaml:3); add DE to policy.countries to let it pass',
  ],
};

spec('reasons', (it) => {
  for (const [code, [reason, words]] of Object.entries(reasons))
    it(code, () => {
      assert.is(sentence(reason), words);
    });

  it('queued', () => {
    assert.is(sentence({ code: 'accepted', at: AT, queued: true }), 'queued on 2026-11-23 at 10:00 UTC');
  });

  it('again, under another id', () => {
    assert.is(
      sentence({ code: 'again', state: 'accepted', as: 'jane' }),
      'named by --again although it is accepted as jane',
    );
  });
});
