import * as assert from 'uvu/assert';
import { isQueued } from '../../src/lockfile/decide.js';
import { spec } from '../harness/spec.js';
import { decided, edited, entryOf, isNew, known, matches, planned, WHEN, X, Y } from './decided.js';

const resolve = 'find out whether it rang, then: callplan resolve PLAN john --placed or --not-placed';
/** What happens to a call that is as it was, to one that was edited since, and to one that --again names. */
const table: Readonly<
  Record<keyof typeof known, readonly [same: string, edited: string | RegExp, again: string]>
> = {
  nothing: [isNew, isNew, isNew],
  'not sent': [isNew, isNew, 'send: named by --again although it is not sent'],
  'on its way': [
    `ask: in doubt since ${WHEN} (no reply was recorded); ${resolve}`,
    `ask: in doubt since ${WHEN} (no reply was recorded); ${resolve}`,
    'send: named by --again although it is sending',
  ],
  'in doubt': [
    `ask: in doubt since ${WHEN} (HTTP 500); ${resolve}`,
    `ask: in doubt since ${WHEN} (HTTP 500); ${resolve}`,
    'send: named by --again although it is in doubt',
  ],
  rejected: [
    `ask: rejected ${WHEN} (barred); correct it, or say --again john to try it unchanged`,
    'send: changed since Plivo rejected it (barred)',
    'send: named by --again although it is rejected',
  ],
  fired: [`skip: called ${WHEN}`, edited, 'send: named by --again although it is accepted'],
  queued: [`skip: queued ${WHEN}`, edited, 'send: named by --again although it is accepted'],
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
