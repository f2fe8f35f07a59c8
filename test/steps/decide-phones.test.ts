import * as assert from 'uvu/assert';
import type { Call } from '../../src/calls/expand.js';
import { decide } from '../../src/steps/decide.js';
import type { Attempt, Entry } from '../../src/ledger/entry.js';
import { applyLine } from '../../src/ledger/lockfile/decode.js';
import { canonicalAddress } from '../../src/plan/address.js';
import { callsOf } from '../calls/plan-fixture.js';
import { tryOften, type Random } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import {
  AT,
  decided,
  earlier,
  edited,
  entryOf,
  isNew,
  known,
  matches,
  planned,
  settled,
  WHEN,
  X,
  Y,
} from './steps-fixture.js';

const calledAs = (other: string, id: string): string =>
  `ask: the same phone was called ${WHEN} as ${other}; give it that id again, raise the edition, or say --again ${id}`;
const calledBefore = (id: string): string =>
  `ask: the same phone may have rung ${WHEN}, before the last attempt; say --again ${id} to call it all the same`;

spec('decide: another id for the same phone', (it) => {
  for (const [title, over] of Object.entries(known)) {
    const mayHaveRung = over !== undefined && !['not_sent', 'rejected'].includes(over.state);
    const entries = over ? [entryOf({ old: X }, over)] : [];
    it(`asks only where it may have rung: ${title}`, () => {
      const expected = mayHaveRung ? calledAs('old', 'new') : isNew;
      assert.is(decided(planned({ new: X }), entries)['new'], expected);
      assert.is(decided(planned({ new: X.slice(1) }), entries)['new'], expected, 'without the plus');
    });
    it(`sends all the same on a person's word, and tells what it passes over: ${title}`, () => {
      const also = over && mayHaveRung ? `although it is ${over.state.replace('_', ' ')} as old` : '';
      assert.is(
        decided(planned({ new: X }), entries, ['new'])['new'],
        also ? `send: named by --again ${also}` : isNew,
      );
    });
  }

  it('asks when a bare number gets a name', () => {
    const [bare] = callsOf({ destinations: [X] });
    const entries = [{ ...entryOf({ x: X }), id: bare?.id ?? '' }];
    assert.is(decided(planned({ john: X }), entries)['john'], calledAs(X, 'john'));
  });

  it('asks also for an earlier attempt of the other id', () => {
    const entries = [entryOf({ old: Y }, { state: 'rejected', earlier: [earlier(entryOf({ old: X }))] })];
    assert.is(decided(planned({ new: X }), entries)['new'], calledAs('old', 'new'));
    const inherited: Attempt = { digest: entryOf({ old: X }).digest, state: 'in_doubt', at: AT };
    const shortened = [entryOf({ old: X }, { state: 'rejected', earlier: [inherited] })];
    assert.is(decided(planned({ new: X }), shortened)['new'], calledAs('old', 'new'));
  });

  it('sends in the next edition', () => {
    assert.is(decided(planned({ new: X }, { edition: '2' }), [entryOf({ old: X })])['new'], isNew);
  });

  it('sends a second id that stands beside the first, since that is on purpose', () => {
    assert.equal(decided(planned({ old: X, new: X }), [entryOf({ old: X })]), {
      old: `skip: called ${WHEN}`,
      new: isNew,
    });
  });

  it('asks when one of two ids for a phone is renamed', () => {
    const entries = [entryOf({ a: X }), entryOf({ b: X })];
    assert.equal(decided(planned({ a: X, c: X }), entries), {
      a: `skip: called ${WHEN}`,
      c: calledAs('b', 'c'),
    });
  });

  it('asks of both when two ids swap their phones', () => {
    const steps = decided(planned({ john: Y, jane: X }), [entryOf({ john: X }), entryOf({ jane: Y })]);
    matches(steps['john'], edited);
    matches(steps['jane'], /^ask: edited after it was called .* say --again jane$/);
  });

  it('asks of both when the ids swap before the second was called', () => {
    const steps = decided(planned({ john: Y, jane: X }), [entryOf({ john: X })]);
    matches(steps['john'], edited);
    assert.is(steps['jane'], calledAs('john', 'jane'));
  });

  for (const title of ['not sent', 'rejected', 'settled as not placed'] as const)
    it(`asks when a phone that rang under an id is given to one that is ${title}`, () => {
      const entries = [entryOf({ john: X }, known[title]), entryOf({ old: Y })];
      assert.is(decided(planned({ john: Y }), entries)['john'], calledAs('old', 'john'));
      matches(
        decided(planned({ john: Y }), entries, ['john'])['john'],
        /^send: named by --again although it is/,
      );
    });
});

spec('decide: several attempts of one call', (it) => {
  const changed = { options: { time_limit: 60 } };
  const before = (state: Entry['state']) => ({ earlier: [earlier(entryOf({ john: X }, { state }))] });

  for (const state of ['accepted', 'in_doubt', 'sending'] as const)
    it(`asks after a rejected one if the one before is ${state}, whether it is reverted, corrected or left`, () => {
      const entries = [entryOf({ john: X }, { ...known.rejected, ...before(state) }, changed)];
      for (const said of [{}, { options: { time_limit: 90 } }, changed])
        assert.is(decided(planned({ john: X }, said), entries)['john'], calledBefore('john'));
      assert.match(decided(planned({ john: X }), entries, ['john'])['john'] ?? '', /^send: named by --again/);
    });

  it('asks when the number is changed back to one that rang', () => {
    const entries = [entryOf({ john: Y }, { ...known.rejected, ...before('accepted') })];
    assert.is(decided(planned({ john: X }), entries)['john'], calledBefore('john'));
    assert.is(decided(planned({ john: X.slice(1) }), entries)['john'], calledBefore('john'));
  });

  it('sends a corrected number that none of the attempts reached', () => {
    const entries = [entryOf({ john: Y }, { ...known.rejected, ...before('accepted') })];
    assert.is(
      decided(planned({ john: '+14152220003' }), entries)['john'],
      'send: changed since Plivo rejected it (barred)',
    );
  });

  it('sends after rejected ones alone, once it is corrected', () => {
    const entries = [entryOf({ john: X }, { ...known.rejected, ...before('rejected') })];
    assert.is(
      decided(planned({ john: X }, changed), entries)['john'],
      'send: changed since Plivo rejected it (barred)',
    );
  });

  it('sends what a person settled as not placed, but nothing else instead', () => {
    const entries = [
      entryOf({ john: X }, { ...known['settled as not placed'], ...before('accepted') }, changed),
    ];
    assert.is(decided(planned({ john: X }, changed), entries)['john'], 'send: settled as not placed by Ada');
    assert.is(decided(planned({ john: X }), entries)['john'], calledBefore('john'));
  });
});

/** A plan as somebody may have edited it: a few ids, each with another phone, now and then with another parameter. */
function randomPlan(random: Random): Call[] {
  const phones = [X, Y, '+14152220003'];
  const phoneOf: Record<string, string> = {};
  for (const id of ['a', 'b', 'c', 'd'])
    if (phones.length > 0 && random.below(3) > 0) {
      const [phone = ''] = phones.splice(random.below(phones.length), 1);
      phoneOf[id] = random.pick([phone, phone.slice(1)]);
    }
  if (Object.keys(phoneOf).length === 0) return [];
  return planned(phoneOf, { duplicates: 'refuse', options: { time_limit: random.pick([60, 90]) } });
}

/** One history of edits, runs and persons' words; gives the steps by which a phone rang a second time unasked. */
function accidentsOf(random: Random): string[] {
  const entries = new Map<string, Entry>();
  const rings = new Map<string, number>();
  const rang = (to: string, times: number): void => {
    rings.set(canonicalAddress(to), (rings.get(canonicalAddress(to)) ?? 0) + times);
  };
  const accidents: string[] = [];
  for (let round = 0; round < 8; round++) {
    const again = new Set(random.below(4) === 0 ? [random.pick(['a', 'b', 'c', 'd'])] : []);
    for (const { call, action, reason } of decide(randomPlan(random), entries, { again })) {
      if (action !== 'send') continue;
      const { edition, id, to, digest } = call;
      const asked = again.has(id) || reason.code === 'settled';
      if ((rings.get(canonicalAddress(to)) ?? 0) > 0 && !asked)
        accidents.push(`${id} to ${to}: ${reason.code}`);
      const state = random.pick<Entry['state']>(['accepted', 'rejected', 'in_doubt', 'not_sent']);
      if (state === 'accepted' || state === 'in_doubt') rang(to, 1);
      for (const line of ['sending', state] as const)
        applyLine(entries, { edition, id, to, from: '+14152224444', digest, state: line, at: AT });
    }
    for (const entry of [...entries.values()])
      if (entry.state === 'in_doubt' && random.below(3) === 0) {
        const placed = random.below(2) === 0;
        if (!placed) rang(entry.to, -1);
        applyLine(entries, { ...entry, state: placed ? 'accepted' : 'rejected', settled });
      }
  }
  return accidents;
}

spec('decide: any history of edits, failures and settlements', (it) => {
  it('rings no phone twice unless a person said so', () =>
    tryOften(150, (random) => {
      assert.equal(accidentsOf(random), []);
    }));
});
