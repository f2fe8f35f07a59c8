import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { entryOf, planned, X, Y } from '../../steps/steps-fixture.js';
import { createAccount, type AccountCall } from '../account-fixture.js';
import { doubt, ID, john, RECORD, settled, sync, theCall } from './read-back-fixture.js';

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
