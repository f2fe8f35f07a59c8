import * as assert from 'uvu/assert';
import { sentence } from '../../src/diagnostics/reasons.js';
import { decide } from '../../src/steps/decide.js';
import { attemptsOf, keyOf, type Entry } from '../../src/ledger/entry.js';
import { applyLine } from '../../src/ledger/lockfile/decode.js';
import { mayHaveRung, type State } from '../../src/ledger/states.js';
import { tryOften } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { AT, earlier, entryOf, known, planned, WHEN, X } from './steps-fixture.js';

const john = { john: X };
const retry = { retry: { on: ['busy', 'no_answer', 'failed'], attempts: 3, after: '30m' } };
/** The attempt was made at 10:00 and ended at 10:02, so the next is due at 10:32. */
const ENDED = { call: { call_uuid: 'c', end_time: '2026-11-23T10:02:00.000Z' } };
const [EARLY, DUE] = [new Date('2026-11-23T10:31:59.999Z'), new Date('2026-11-23T10:32:00.000Z')];

function decided(entry: Entry | undefined, now: Date | undefined, said: object = retry): string {
  const entries = new Map(entry ? [[keyOf(entry.edition, entry.id), entry]] : []);
  const [step] = decide(planned(john, said), entries, now && { now });
  return step ? `${step.action}: ${sentence(step.reason)}` : '';
}

const busy = (over: Partial<Entry> = {}): Entry => entryOf(john, { state: 'busy', ...ENDED, ...over });
const attempts = (...states: State[]): Pick<Entry, 'earlier'> => ({
  earlier: states.map((state) => ({ ...earlier(busy()), state })),
});

spec('redial', (it) => {
  it('is a step once its time has come, and not before', () => {
    assert.is(decided(busy(), DUE), `send: busy, called ${WHEN}: attempt 2 of 3 is due`);
    assert.is(
      decided(busy(), EARLY),
      `skip: busy, called ${WHEN}: attempt 2 of 3 is due on 2026-11-23 at 10:32 UTC`,
    );
    assert.match(decided(busy(), undefined), /^skip: busy/);
  });

  it('counts from the attempt where Plivo does not tell when it ended', () => {
    const entry = busy({ call: { call_uuid: 'c' } });
    assert.match(decided(entry, new Date('2026-11-23T10:29:59.999Z')), /^skip/);
    assert.match(decided(entry, new Date('2026-11-23T10:30:00.000Z')), /^send/);
  });

  it('is granted for the endings that are named, and for no other state', () => {
    const states = Object.values(known).map((over) => over?.state ?? 'accepted');
    const all = new Set<State>([
      ...states,
      'busy',
      'no_answer',
      'failed',
      'declined',
      'machine',
      'completed',
    ]);
    for (const state of all) {
      const redialled = /attempt 2 of 3 is due/.test(decided(busy({ state }), DUE));
      assert.is(redialled, ['busy', 'no_answer', 'failed'].includes(state), state);
    }
    const named = { retry: { ...retry.retry, on: ['declined', 'machine'] } };
    for (const state of ['declined', 'machine'] as const)
      assert.match(decided(busy({ state }), DUE, named), /^send: \w+, called .*: attempt 2 of 3 is due/);
    assert.is(decided(busy(), DUE, named), `skip: busy, called ${WHEN}`);
  });

  it('is not made without a word in the plan', () => {
    assert.is(decided(busy(), DUE, {}), `skip: busy, called ${WHEN}`);
  });

  it('has one budget for all attempts that may have rung', () => {
    assert.match(decided(busy(attempts('no_answer')), DUE), /^send: .* attempt 3 of 3/);
    assert.is(
      decided(busy(attempts('no_answer', 'failed')), DUE),
      `skip: busy, called ${WHEN}: no attempt is left`,
    );
    assert.match(decided(busy(attempts('rejected', 'not_sent')), DUE), /attempt 2 of 3/);
    assert.match(decided(busy(attempts('in_doubt', 'accepted')), DUE), /no attempt is left/);
  });

  it('is not made of a call that was in doubt, nor of one that was found by its phone alone', () => {
    const settled = { by: 'callplan sync', at: AT, reason: 'only c fits' };
    assert.is(decided(busy({ settled }), DUE), `skip: busy, called ${WHEN}`);
  });

  it('is not made while an attempt is not known to have ended', () => {
    for (const state of ['accepted', 'in_doubt', 'sending'] as const)
      assert.is(decided(busy(attempts(state)), DUE), `skip: busy, called ${WHEN}`, state);
  });

  it('is not made of an ending that another branch brings back, when the next attempt is on record', () => {
    const first = busy();
    const second = busy({ state: 'accepted', at: '2026-11-23T10:40:00.000Z', earlier: [earlier(first)] });
    for (const lines of [
      [first, second],
      [second, first],
    ]) {
      const entries = new Map<string, Entry>();
      for (const line of lines) applyLine(entries, line);
      const [entry] = entries.values();
      assert.is(entry?.state, 'accepted');
      assert.is(entry?.earlier?.length, 1);
      assert.match(decided(entry, new Date('2026-11-24T10:00:00.000Z')), /^skip: called/);
    }
  });

  it('is not made of an ending that another branch brings back, when the next attempt was left on its way', () => {
    const entries = new Map<string, Entry>();
    const first = busy();
    for (const line of [
      first,
      { ...entryOf(john), state: 'sending' as const, at: '2026-11-23T10:40:00.000Z' },
      first,
    ])
      applyLine(entries, line);
    const [entry] = entries.values();
    assert.is(entry?.state, 'sending');
    assert.match(decided(entry, new Date('2026-11-24T10:00:00.000Z')), /^ask: in doubt/);
  });

  it('is not made of one branch’s ending while the other branch’s attempt is not known to have ended', () => {
    const first = busy();
    const at = (time: string, state: State): Entry =>
      busy({ state, at: `2026-11-23T${time}:00.000Z`, earlier: [earlier(first)] });
    const [ours, theirs] = [at('10:40', 'accepted'), at('10:50', 'busy')];
    for (const lines of [
      [ours, theirs],
      [theirs, ours],
    ]) {
      const entries = new Map<string, Entry>();
      for (const line of lines) applyLine(entries, line);
      const [entry] = entries.values();
      assert.equal(entry && attemptsOf(entry).map(({ state }) => state), ['busy', 'accepted', 'busy']);
      const generous = { retry: { ...retry.retry, attempts: 9 } };
      assert.match(decided(entry, new Date('2026-11-24T10:00:00.000Z'), generous), /^ask: two branches each/);
    }
  });

  it('is not made of a call that was edited', () => {
    assert.match(decided(busy(), DUE, { ...retry, options: { time_limit: 60 } }), /^ask: edited/);
  });

  it('never gives a call more attempts than its plan grants, whatever becomes of them', async () => {
    const states = ['accepted', 'rejected', 'in_doubt', 'not_sent', 'busy', 'no_answer', 'machine'] as const;
    await tryOften(200, (random) => {
      const entries = new Map<string, Entry>();
      let rang = 0;
      for (let now = Date.parse('2026-11-23T10:00:00Z'), round = 0; round < 20; round++, now += 900_000) {
        const [step] = decide(planned(john, retry), entries, { now: new Date(now) });
        if (step?.action !== 'send') continue;
        const at = new Date(now).toISOString();
        const entry = { ...entryOf(john), at };
        const state = random.pick<State>(states);
        applyLine(entries, { ...entry, state: 'sending' });
        const placed = !['rejected', 'in_doubt', 'not_sent'].includes(state);
        applyLine(entries, { ...entry, state: placed ? 'accepted' : state });
        if (placed) applyLine(entries, { ...entry, state, call: { call_uuid: 'c', end_time: at } });
        if (mayHaveRung(state)) rang += 1;
        assert.ok(rang <= 3);
        if (rang > 1) assert.is(step.reason.code, 'redial');
      }
      const [entry] = entries.values();
      assert.is(1 + (entry?.earlier?.length ?? 0) >= rang, true, 'each attempt has its line of history');
    });
  });
});
