import * as assert from 'uvu/assert';
import type { Call } from '../../src/calls/expand.js';
import { keyOf, type Entry, type Ledger } from '../../src/lockfile/entry.js';
import { applyLine } from '../../src/lockfile/fold.js';
import { createPace } from '../../src/run/pace.js';
import { READS_PER_SECOND } from '../../src/run/read-back.js';
import { syncCalls, type Synced } from '../../src/run/sync.js';
import { spec } from '../harness/spec.js';
import { entryOf, planned, X, Y } from '../lockfile/decided.js';
import { createAccount, type Account, type AccountCall } from './account.js';
import { createFakeClock } from './fake-clock.js';

const ID = '9834029e-58b6-11e1-b8b7-a5bd0e4e126f';

interface Said {
  readonly entries: readonly Entry[];
  readonly calls?: readonly Call[];
  readonly account?: readonly AccountCall[] | Account;
  readonly others?: readonly Entry[];
  /** Hours after the attempts, which are of 10:00. */
  readonly hours?: number;
}

interface Learnt {
  readonly learnt: readonly Synced[];
  readonly recorded: readonly Entry[];
  readonly ledger: Ledger;
  readonly asked: readonly string[];
}

const ledgerOf = (entries: readonly Entry[]): Map<string, Entry> =>
  new Map(entries.map((entry) => [keyOf(entry.edition, entry.id), entry]));

async function sync({ entries, calls = [], account = [], others = [], hours = 0.5 }: Said): Promise<Learnt> {
  const clock = createFakeClock();
  const plivo = 'get' in account ? account : createAccount(account);
  const ledger = ledgerOf(entries);
  const recorded: Entry[] = [];
  const record = (lines: readonly Entry[]): Promise<void> => {
    for (const line of lines) applyLine(ledger, line);
    recorded.push(...lines);
    return Promise.resolve();
  };
  const context = {
    get: plivo.get,
    pace: createPace(READS_PER_SECOND, clock),
    random: () => 0,
    clock: { ...clock, date: () => new Date(Date.UTC(2026, 10, 23, 10) + hours * 3_600_000) },
    signal: new AbortController().signal,
    others: [ledgerOf(others)],
  };
  const [learnt = []] = await clock.until(syncCalls([{ claims: { record }, ledger, calls }], context));
  return { learnt, recorded, ledger, asked: plivo.asked };
}

const john = { john: X };
const doubt = entryOf(john, { state: 'in_doubt', error: 'HTTP 502' });
const accepted = entryOf(john, { request_uuid: ID, message: 'call queued', status: 200 });
const theCall: AccountCall = { uuid: ID, to: X };
const RECORD = {
  call_uuid: ID,
  initiation_time: '2026-11-23T10:00:01.000Z',
  answer_time: '2026-11-23T10:00:01.000Z',
  end_time: '2026-11-23T10:01:00.000Z',
  call_duration: 34,
  bill_duration: 60,
  total_amount: '0.00600',
  total_rate: '0.00600',
  hangup_cause_code: 4000,
  hangup_cause_name: 'Normal Hangup',
  hangup_source: 'Callee',
};
const settled = {
  by: 'callplan sync',
  at: '2026-11-23T10:30:00.000Z',
  reason: `of all calls of the account only ${ID} fits`,
};

spec('sync: a call that was accepted', (it) => {
  it('is recorded with its end, its cause, its durations and its cost', async () => {
    const { recorded, learnt } = await sync({ entries: [accepted], account: [theCall] });
    assert.equal(recorded, [{ ...accepted, state: 'completed', call: RECORD }]);
    assert.equal(learnt, [{ entry: recorded[0], isNews: true, isAwaited: false }]);
  });

  it('is found by the id of its request, which only a call that goes on tells, though its own is another', async () => {
    const live: AccountCall = { uuid: 'c', requestUuid: ID, to: X, standing: 'live' };
    const account = createAccount([live]);
    const first = await sync({ entries: [accepted], account });
    assert.equal(first.recorded, [{ ...accepted, call: { call_uuid: 'c' } }]);
    assert.is(first.learnt[0]?.standing, 'live');
    assert.is(first.learnt[0]?.isAwaited, true);
    // Now it has ended, and so has another one to the same phone.
    account.calls = [
      { uuid: 'c', to: X, cause: 3010, answered: null },
      { uuid: 'other', to: X },
    ];
    const second = await sync({ entries: [...first.ledger.values()], account });
    assert.is(second.recorded[0]?.state, 'busy');
    assert.is(second.recorded[0]?.call?.call_uuid, 'c');
    assert.is(second.recorded[0]?.request_uuid, ID);
  });

  it('is not written again while nothing is new', async () => {
    const account = createAccount([{ uuid: 'c', requestUuid: ID, to: X, standing: 'queued' }]);
    const first = await sync({ entries: [accepted], account });
    const second = await sync({ entries: [...first.ledger.values()], account });
    assert.equal(second.recorded, []);
    assert.is(second.learnt[0]?.standing, 'queued');
    assert.not.ok(
      account.asked.slice(4).some((path) => path.startsWith('Call/c/')),
      'its details are known',
    );
  });

  it('is awaited as long as it may still come on record', async () => {
    for (const [hours, isAwaited] of [
      [1, true],
      [5, true],
      [6, false],
    ] as const) {
      const { learnt, recorded } = await sync({ entries: [accepted], calls: planned(john), hours });
      assert.is(learnt[0]?.isAwaited, isAwaited, `${hours} hours later`);
      assert.equal(recorded, []);
    }
  });

  it('is not asked for once it has ended', async () => {
    const { recorded, learnt, asked } = await sync({
      entries: [{ ...accepted, state: 'busy', call: RECORD }],
      account: [theCall],
    });
    assert.equal([recorded, learnt, asked], [[], [], []]);
  });

  it('is asked for once more after it was canceled, since it may have been answered before', async () => {
    const canceled: Entry = { ...accepted, state: 'canceled', call: { call_uuid: ID } };
    const { recorded } = await sync({ entries: [canceled], account: [theCall] });
    assert.is(recorded[0]?.state, 'completed');
    const again = await sync({ entries: [{ ...canceled, call: RECORD }], account: [theCall] });
    assert.equal(again.asked, []);
  });

  it('keeps its earlier attempts', async () => {
    const earlier = [{ digest: accepted.digest, state: 'busy' as const, at: '2026-11-23T08:00:00.000Z' }];
    const { ledger } = await sync({ entries: [{ ...accepted, earlier }], account: [theCall] });
    assert.equal([...ledger.values()][0]?.earlier, earlier);
  });
});

spec('sync: a call in doubt', (it) => {
  it('was placed when exactly one call fits that is nobody else’s', async () => {
    const { recorded } = await sync({ entries: [doubt], account: [theCall] });
    assert.equal(recorded, [{ ...doubt, state: 'completed', call: RECORD, settled }]);
  });

  for (const standing of ['queued', 'live'] as const)
    it(`was placed when the one that fits is ${standing}`, async () => {
      const account: AccountCall[] = [{ uuid: 'c', requestUuid: ID, to: X, standing }];
      const { recorded, learnt } = await sync({ entries: [doubt], account });
      const { state, call, request_uuid } = recorded[0] ?? {};
      assert.equal([state, call, request_uuid], ['accepted', { call_uuid: 'c' }, ID]);
      assert.is(recorded[0]?.settled?.by, 'callplan sync');
      assert.is(learnt[0]?.isAwaited, true);
    });

  it('is left to a person when several calls fit', async () => {
    const { learnt, recorded } = await sync({
      entries: [doubt],
      account: [
        { uuid: '1', to: X },
        { uuid: '2', to: X, standing: 'live', began: '2026-11-23 10:00:03+00:00' },
      ],
    });
    assert.equal(recorded, []);
    assert.equal(learnt[0]?.doubt, { kind: 'unclear', uuids: ['2', '1'] });
  });

  it('is left to a person when the one that fits may be another plan’s', async () => {
    const others = [entryOf({ jane: X }, { state: 'in_doubt', at: '2026-11-23T10:02:00.000Z' })];
    const { learnt, recorded } = await sync({ entries: [doubt], others, account: [theCall] });
    assert.equal(recorded, []);
    assert.equal(learnt[0]?.doubt, { kind: 'unclear', uuids: [ID] });
  });

  it('does not take the call that another plan has on record', async () => {
    const others = [entryOf({ jane: X }, { state: 'completed', call: { call_uuid: ID } })];
    const { learnt } = await sync({ entries: [doubt], others, account: [theCall], hours: 1 });
    assert.is(learnt[0]?.doubt?.kind, 'early');
  });

  it('does not take the call of its own earlier attempt', async () => {
    const earlier = [
      {
        digest: doubt.digest,
        state: 'busy' as const,
        at: '2026-11-23T09:59:00.000Z',
        call: { call_uuid: ID },
      },
    ];
    const { learnt } = await sync({ entries: [{ ...doubt, earlier }], account: [theCall], hours: 1 });
    assert.is(learnt[0]?.doubt?.kind, 'early');
  });

  it('stays so until the last moment at which a call could come on record, by the plan’s own limits', async () => {
    const limits = { options: { ring_timeout: 60, time_limit: 600 } };
    const entry = entryOf(john, { state: 'in_doubt' }, limits);
    // An hour in the queue, a minute of ringing, ten of talk, half an hour for the record.
    const until = new Date('2026-11-23T11:41:00Z');
    const before = await sync({ entries: [entry], calls: planned(john, limits), hours: 1.68 });
    assert.equal(before.learnt[0]?.doubt, { kind: 'early', until });
    const after = await sync({ entries: [entry], calls: planned(john, limits), hours: 1.69 });
    assert.equal(after.learnt[0]?.doubt, { kind: 'absent' });
    assert.equal(after.recorded, [], 'it is offered, and not done');
  });

  it('stays so for the longest of all calls when the plan no longer tells its limits', async () => {
    const changed = { options: { time_limit: 60 } };
    for (const calls of [[], planned(john, changed)])
      for (const [hours, kind] of [
        [26, 'early'],
        [27, 'absent'],
      ] as const)
        assert.is((await sync({ entries: [doubt], calls, hours })).learnt[0]?.doubt?.kind, kind);
  });

  it('is beyond proof when Plivo no longer keeps records of its time', async () => {
    const { learnt } = await sync({ entries: [doubt], hours: 91 * 24 });
    assert.equal(learnt[0]?.doubt, { kind: 'forgotten' });
  });

  it('settles nothing when a list could not be read', async () => {
    const account = createAccount([theCall], (path) =>
      path.startsWith('Call/?end') ? { kind: 'reply', status: 403, body: '', complete: true } : undefined,
    );
    const error = await sync({ entries: [doubt, entryOf({ jane: Y })], account }).then(
      () => 'settled',
      (reason: unknown) => (reason as { code: string }).code,
    );
    assert.is(error, 'plivo-unread');
  });
});
