import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Call } from '../../../src/calls/expand.js';
import { encodeEntry } from '../../../src/ledger/lockfile/encode.js';
import { decide } from '../../../src/steps/decide.js';
import { attemptsOf, entryOf, keyOf, type Entry, type Single } from '../../../src/ledger/entry.js';
import { joinEntry } from '../../../src/ledger/merge/merge.js';
import { isVersionOf } from '../../../src/ledger/merge/versions.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import { planned, X, Y } from '../../steps/steps-fixture.js';
import { entry } from '../entries.js';

const NOW = new Date('2026-11-30T10:00:00.000Z');
const retry = { retry: { on: ['busy', 'failed'], attempts: 9, after: '1m' } };
const [call] = planned({ john: X }, retry) as [Call];

const at = (minute: number): string => `2026-11-23T10:0${minute}:00.000Z`;
const word = (by: string, minute: number): NonNullable<Entry['settled']> => ({
  by,
  at: at(minute),
  reason: 'r',
});

/** Few values for each fact, so that the same attempt is often met twice, and told differently. */
const attempt: fc.Arbitrary<Single> = fc.record(
  {
    edition: fc.constant(call.edition),
    id: fc.constant(call.id),
    to: fc.constantFrom(X, X, X, Y),
    from: fc.constant('+14152224444'),
    digest: fc.constantFrom(call.digest, `v1:${'b'.repeat(64)}`),
    state: fc.constantFrom<Entry['state'][]>(
      'sending',
      'accepted',
      'completed',
      'busy',
      'failed',
      'canceled',
      'rejected',
      'in_doubt',
    ),
    at: fc.constantFrom(at(1), at(2)),
    error: fc.constantFrom('reset', 'HTTP 500'),
    message: fc.constantFrom('call fired', 'call queued'),
    request_uuid: fc.constantFrom('r1', 'r2'),
    call: fc.constantFrom({ call_uuid: 'c1' }, { call_uuid: 'c1', end_time: at(5) }, { call_uuid: 'c2' }),
    settled: fc.constantFrom(word('Ada', 6), word('Bob', 7)),
  },
  { requiredKeys: ['edition', 'id', 'to', 'from', 'digest', 'state', 'at'] },
);

const anyEntry: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.array(attempt, { minLength: 1, maxLength: 3 }),
    fc.option(fc.constantFrom('apart', 'twice', 'contradictory'), { nil: undefined, freq: 9 }),
  )
  .map(([attempts, merged]) => {
    const made = entryOf(attempts) ?? entry('x');
    return merged === undefined ? made : { ...made, merged };
  });

/**
 * What each of three branches made of a common past: something of its own, all that the first one did and something
 * more, or a person's word on it. */
const branches: fc.Arbitrary<readonly [Entry, Entry, Entry]> = fc
  .tuple(
    fc.array(attempt, { maxLength: 2 }),
    anyEntry,
    anyEntry,
    anyEntry,
    fc.constantFrom('apart', 'past', 'on', 'settled'),
  )
  .map(([past, a, b, c, how]) => {
    const after = (before: readonly Single[], one: Entry): Entry =>
      entryOf([...before, ...attemptsOf(one)]) ?? one;
    if (how === 'apart') return [a, b, c];
    if (how === 'past') return [after(past, a), after(past, b), after(past, c)];
    if (how === 'on') return [a, after(attemptsOf(a), b), c];
    return [{ ...a, state: 'in_doubt' }, { ...a, state: 'rejected', settled: word('Ada', 7) }, c];
  });

/** Enough tries for what is true of one case in a hundred. */
const RARE = 2000;

function holds(property: (a: Entry, b: Entry, c: Entry) => void, times = 100): void {
  fc.assert(
    fc.property(branches, ([a, b, c]) => {
      property(a, b, c);
    }),
    tries(times),
  );
}

const knows = (later: Entry, earlier: Entry): boolean =>
  attemptsOf(earlier).every((one) => attemptsOf(later).some((other) => isVersionOf(other, one)));
const actionOf = (known: Entry): string =>
  decide([call], new Map([[keyOf(known.edition, known.id), known]]), { now: NOW })[0]?.action ?? '';
/** All that is known of the attempts, whatever their order, and whatever a merge left to a person. */
const facts = (known: Entry): string[] => {
  const attempts = attemptsOf(known).map(({ merged, ...one }): Single => (merged ? one : one));
  const most = attempts.filter((one) =>
    attempts.every((other) => isVersionOf(one, other) || !isVersionOf(other, one)),
  );
  return [...new Set(most.map(encodeEntry))].sort();
};

spec('lockfile merge: whatever two branches know', (it) => {
  it('does not depend on which of them is ours', () => {
    holds((a, b) => {
      assert.is(encodeEntry(joinEntry(a, b)), encodeEntry(joinEntry(b, a)));
    });
  });

  it('makes no difference when it is done again', () => {
    holds((a, b) => {
      const joined = joinEntry(a, b);
      assert.is(encodeEntry(joinEntry(a, a)), encodeEntry(a));
      for (const again of [joinEntry(joined, a), joinEntry(joined, b), joinEntry(b, joined)])
        assert.is(encodeEntry(again), encodeEntry(joined));
    });
  });

  it('loses no attempt and no fact of one, and takes back none', () => {
    holds((a, b) => {
      const joined = joinEntry(a, b);
      assert.ok(knows(joined, a) && knows(joined, b), encodeEntry(joined));
      const uuids = new Set(attemptsOf(joined).map(({ request_uuid }) => request_uuid));
      for (const { request_uuid } of [...attemptsOf(a), ...attemptsOf(b)])
        assert.ok(!request_uuid || uuids.has(request_uuid));
    });
  });

  it('never sends what one of them would not, unless the other one has gone on from there', () => {
    let sent = 0;
    holds((a, b) => {
      if (actionOf(joinEntry(a, b)) !== 'send') return;
      sent += 1;
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const)
        assert.ok(actionOf(one) === 'send' || knows(other, one), encodeEntry(one));
    }, RARE);
    assert.ok(sent > 0);
  });

  it('asks when each of them has placed the call', () => {
    let asked = 0;
    holds((a, b) => {
      const placed = (own: Entry, other: Entry): boolean =>
        attemptsOf(own).some(
          (one) =>
            one.state === 'accepted' &&
            !attemptsOf(other).some((two) => two.at === one.at && two.digest === one.digest),
        );
      if (!placed(a, b) || !placed(b, a)) return;
      asked += 1;
      assert.is(actionOf(joinEntry(a, b)), 'ask');
    }, RARE);
    assert.ok(asked > 0);
  });

  it('joins three in any order to the same facts, as long as nothing contradicts', () => {
    let joined = 0;
    holds((a, b, c) => {
      const [left, right] = [joinEntry(joinEntry(a, b), c), joinEntry(a, joinEntry(b, c))];
      for (const one of [left, right, a, b, c]) if (one.merged === 'contradictory') return;
      joined += 1;
      assert.equal(facts(left), facts(right));
    }, RARE);
    assert.ok(joined > 0);
  });
});
