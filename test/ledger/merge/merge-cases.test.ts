import * as assert from 'uvu/assert';
import { attemptsOf, keyOf, type Entry } from '../../../src/ledger/entry.js';
import { joinEntries, joinEntry } from '../../../src/ledger/merge/merge.js';
import { settleEntry } from '../../../src/steps/settle.js';
import { spec } from '../../harness/spec.js';
import { entry } from '../entries.js';

const word = (by: string, minute: number): NonNullable<Entry['settled']> => ({
  by,
  at: `2026-11-23T10:0${minute}:00.000Z`,
  reason: 'r',
});

const outcome = (known: Entry): string =>
  `${known.merged ?? 'agreed'}: ${attemptsOf(known)
    .map(({ state }) => state)
    .join(', ')}`;
const D2 = { digest: `v1:${'b'.repeat(64)}`, at: '2026-11-23T11:00:00.000Z' };
const settled = word('Ada', 6);

/** Two branches' knowledge of one call, and what is known when they have been merged. */
const cases: Record<string, [Partial<Entry>, Partial<Entry>, string]> = {
  'the same': [{}, {}, 'agreed: accepted'],
  'a doubt that one has settled as placed': [{ state: 'in_doubt' }, { settled }, 'agreed: accepted'],
  'a doubt that one has settled as not placed': [
    { state: 'in_doubt' },
    { state: 'rejected', settled },
    'agreed: rejected',
  ],
  'a doubt whose end one has read': [
    { state: 'in_doubt' },
    { state: 'busy', call: { call_uuid: 'c' } },
    'agreed: busy',
  ],
  'an end that one has read': [{ request_uuid: 'r' }, { request_uuid: 'r', state: 'busy' }, 'agreed: busy'],
  'a call that one has taken back, and whose end the other has read': [
    { state: 'canceled' },
    { state: 'completed', call: { call_uuid: 'c' } },
    'agreed: completed',
  ],
  'settled as placed by both': [{ settled: word('Ada', 6) }, { settled: word('Bob', 7) }, 'agreed: accepted'],
  'settled one way and the other': [
    { settled },
    { state: 'rejected', settled: word('Bob', 7) },
    'contradictory: rejected, accepted',
  ],
  'taken by Plivo, and settled as not placed': [
    { request_uuid: 'r' },
    { state: 'rejected', settled },
    'contradictory: rejected, accepted',
  ],
  'two ids of one attempt': [
    { request_uuid: 'r1' },
    { request_uuid: 'r2' },
    'contradictory: accepted, accepted',
  ],
  'two ends of one attempt': [{ state: 'busy' }, { state: 'completed' }, 'contradictory: busy, completed'],
  'placed by both': [{}, { ...D2, state: 'busy' }, 'twice: accepted, busy'],
  'placed by one, left in doubt by the other': [
    {},
    { ...D2, state: 'in_doubt' },
    'twice: in_doubt, accepted',
  ],
  'placed by one, rejected of the other': [{}, { ...D2, state: 'rejected' }, 'apart: rejected, accepted'],
  'rejected of both': [{ state: 'rejected' }, { ...D2, state: 'rejected' }, 'apart: rejected, rejected'],
};

spec('lockfile merge: what two branches say of one call', (it) => {
  for (const [title, [ours, theirs, expected]] of Object.entries(cases))
    it(title, () => {
      for (const [a, b] of [
        [ours, theirs],
        [theirs, ours],
      ])
        assert.is(outcome(joinEntry(entry('x', a), entry('x', b))), expected);
    });

  it('keeps the later word of two people who say the same', () => {
    const [early, late] = [entry('x', { settled: word('Bob', 3) }), entry('x', { settled: word('Ada', 6) })];
    assert.is(joinEntry(late, early).settled?.by, 'Ada');
  });

  const disputes: Record<string, [Entry, Entry]> = {
    'placed by both': [entry('x'), entry('x', D2)],
    'settled one way and the other': [
      entry('x', { settled }),
      entry('x', { state: 'rejected', settled: word('Bob', 7) }),
    ],
    'rejected of both': [entry('x', { state: 'rejected' }), entry('x', { ...D2, state: 'rejected' })],
    'two ids of one attempt': [entry('x', { request_uuid: 'r1' }), entry('x', { request_uuid: 'r2' })],
  };
  for (const [title, [ours, theirs]] of Object.entries(disputes))
    it(`takes up what a person has settled after the merge, and asks no more: ${title}`, () => {
      const disputed = joinEntry(ours, theirs);
      assert.ok(disputed.merged);
      for (const placed of [true, false]) {
        const after = settleEntry(disputed, placed, word('Eve', 9));
        if (!after) continue;
        assert.is(after.merged, undefined);
        for (const known of [disputed, ours, theirs]) {
          assert.equal(joinEntry(known, after), after);
          assert.equal(joinEntry(after, known), after);
        }
        const asked = joinEntry(after, entry('x', { at: '2026-11-23T12:00:00.000Z', request_uuid: 'r3' }));
        assert.ok(asked.merged, 'something new is asked about again');
      }
    });

  it('lets nobody say that a call was not placed which Plivo took, or of which another attempt may have rung', () => {
    const { 'placed by both': twice, 'two ids of one attempt': ids, 'rejected of both': never } = disputes;
    for (const pair of [twice, ids])
      assert.is(pair && settleEntry(joinEntry(...pair), false, word('Eve', 9)), undefined);
    assert.is(never && settleEntry(joinEntry(...never), false, word('Eve', 9))?.state, 'rejected');
  });

  it('takes all other calls of both', () => {
    const of = (...entries: Entry[]): Map<string, Entry> =>
      new Map(entries.map((one) => [keyOf(one.edition, one.id), one]));
    const joined = joinEntries(
      of(entry('a'), entry('b')),
      of(entry('b'), entry('c'), entry('a', { edition: '2' })),
    );
    assert.equal([...joined.keys()].sort(), ['1:1:a', '1:1:b', '1:1:c', '1:2:a']);
  });
});
