import * as assert from 'uvu/assert';
import type { Reason } from '../../src/diagnostics/reasons.js';
import { decide, holdAll, isQueued } from '../../src/steps/decide.js';
import { spec } from '../harness/spec.js';
import { keyOf } from '../../src/ledger/entry.js';
import { decided, edited, entryOf, isNew, known, matches, planned, WHEN, X, Y } from './steps-fixture.js';

const resolve = 'find out whether it rang, then: callplan resolve PLAN john --placed or --not-placed';
/** What happens to a call that is as it was, to one that was edited since, and to one that --again names. */
const table: Readonly<
  Record<keyof typeof known, readonly [same: string, edited: string | RegExp, again: string]>
> = {
  nothing: [isNew, isNew, isNew],
  'not sent': [isNew, isNew, 'send: named by --again although it is not sent'],
  'on its way': [
    `ask: in doubt since 2026-11-23 10:00 UTC (no reply was recorded); ${resolve}`,
    `ask: in doubt since 2026-11-23 10:00 UTC (no reply was recorded); ${resolve}`,
    'send: named by --again although it is sending',
  ],
  'in doubt': [
    `ask: in doubt since 2026-11-23 10:00 UTC (HTTP 500); ${resolve}`,
    `ask: in doubt since 2026-11-23 10:00 UTC (HTTP 500); ${resolve}`,
    'send: named by --again although it is in doubt',
  ],
  rejected: [
    `ask: rejected ${WHEN} (barred); correct it, or say --again john to try it unchanged`,
    'send: changed since Plivo rejected it (barred)',
    'send: named by --again although it is rejected',
  ],
  fired: [`skip: called ${WHEN}`, edited, 'send: named by --again although it is accepted'],
  queued: [`skip: queued ${WHEN}`, edited, 'send: named by --again although it is accepted'],
  completed: [`skip: completed, called ${WHEN}`, edited, 'send: named by --again although it is completed'],
  'no answer': [`skip: no answer, called ${WHEN}`, edited, 'send: named by --again although it is no answer'],
  canceled: [`skip: canceled, called ${WHEN}`, edited, 'send: named by --again although it is canceled'],
  'settled as placed': [`skip: called ${WHEN}`, edited, 'send: named by --again although it is accepted'],
  'settled as not placed': [
    'send: settled as not placed by Ada',
    'send: settled as not placed by Ada',
    'send: named by --again although it is rejected',
  ],
};

spec('decide: one call', (it) => {
  const john = { john: X };
  const changed = { options: { time_limit: 60 } };
  for (const [title, [same, different, again]] of Object.entries(table)) {
    const over = known[title as keyof typeof known];
    const entries = over ? [entryOf(john, over)] : [];
    it(`of which the ledger knows: ${title}`, () => {
      matches(decided(planned(john), entries)['john'], same);
      matches(decided(planned(john, changed), entries)['john'], different);
      for (const calls of [planned(john), planned(john, changed)])
        matches(decided(calls, entries, ['john'])['john'], again);
      matches(decided(planned(john), entries, ['somebody-else'])['john'], same);
    });
    it(`in the next edition, whatever the ledger knows of this one: ${title}`, () => {
      matches(decided(planned(john, { edition: '2' }), entries)['john'], isNew);
    });
  }

  it('is the same when only its spelling was changed', () => {
    const entries = [entryOf({ john: X }, {}, { options: { sip_headers: { a: '1', b: '2' } } })];
    const calls = planned({ john: X.slice(1) }, { options: { sip_headers: 'a=1,b=2' } });
    assert.is(decided(calls, entries)['john'], `skip: called ${WHEN}`);
  });

  it('is the same whether it shares a request or not', () => {
    const entries = [entryOf({ john: X }, {}, { options: { bulk: 100 } })];
    assert.is(decided(planned({ john: X }), entries)['john'], `skip: called ${WHEN}`);
  });

  it('that was removed from the plan has no step', () => {
    assert.equal(decided(planned({ jane: Y }), [entryOf({ john: X })]), { jane: isNew });
  });
});

spec('decide: the message of an accepted call', (it) => {
  const messages: Readonly<Record<string, boolean>> = {
    'call fired': false,
    'call queued': true,
    'calls queued': true,
    'Call Queued.': true,
    unqueued: false,
    '': false,
  };
  for (const [message, queued] of Object.entries(messages))
    it(`${JSON.stringify(message)} means ${queued ? 'queued' : 'fired'}`, () => {
      assert.is(isQueued({ message }), queued);
    });
  it('may be missing', () => {
    assert.is(isQueued({}), false);
  });
});

spec('decide: a guard', (it) => {
  const refused: Reason = {
    code: 'refused',
    refusal: { code: 'policy-edition', args: {} },
    place: '.callplanrc.yaml:2',
  };
  /** The action for a call of which the ledger knows `over`, and how often the guard was asked. */
  const guarded = (over: Parameters<typeof entryOf>[1] | undefined, again: boolean): [string, number] => {
    const calls = planned({ john: X });
    const ledger = new Map(over ? [[keyOf('1', 'john'), entryOf({ john: X }, over)]] : []);
    let asked = 0;
    const guard = (): Reason => {
      asked += 1;
      return refused;
    };
    const [step] = decide(calls, ledger, { again: new Set(again ? ['john'] : []), guard });
    if (step?.action === 'hold') assert.equal(step.reason, refused);
    return [step?.action ?? '', asked];
  };

  for (const [title, over] of Object.entries(known)) {
    const [was] = table[title as keyof typeof known];
    it(`looks at a call that would be sent alone: ${title}`, () => {
      const [action = ''] = was.split(':');
      assert.equal(guarded(over, false), action === 'send' ? ['hold', 1] : [action, 0]);
    });
    it(`is not overridden by --again: ${title}`, () => {
      assert.equal(guarded(over, true), ['hold', 1]);
    });
  }

  it('that has nothing to say changes nothing', () => {
    const calls = planned({ john: X, jane: Y });
    const guard = (call: { readonly id: string }): Reason | undefined =>
      call.id === 'john' ? refused : undefined;
    assert.equal(
      decide(calls, new Map(), { guard }).map(({ action, reason }) => [action, reason.code]),
      [
        ['hold', 'refused'],
        ['send', 'new'],
      ],
    );
  });

  it('on all calls holds those that would be sent, and leaves the others as they are', () => {
    const ledger = new Map([[keyOf('1', 'jane'), entryOf({ jane: Y })]]);
    const steps = decide(planned({ john: X, jane: Y }), ledger);
    assert.equal(
      holdAll(steps, refused).map(({ call, action, reason }) => [call.id, action, reason.code]),
      [
        ['john', 'hold', 'refused'],
        ['jane', 'skip', 'accepted'],
      ],
    );
  });
});
