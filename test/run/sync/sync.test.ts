import * as assert from 'uvu/assert';
import type { Entry } from '../../../src/ledger/entry.js';
import { spec } from '../../harness/spec.js';
import { planned, X } from '../../steps/steps-fixture.js';
import { createAccount, type AccountCall } from '../account-fixture.js';
import { accepted, john, RECORD, sync, theCall, ID } from './read-back-fixture.js';

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
    const second = await sync({ entries: [...first.known.values()], account });
    assert.is(second.recorded[0]?.state, 'busy');
    assert.is(second.recorded[0]?.call?.call_uuid, 'c');
    assert.is(second.recorded[0]?.request_uuid, ID);
  });

  it('is found by the id of its request although it ends while the lists are read', async () => {
    const account = createAccount([{ uuid: 'c', requestUuid: ID, to: X, standing: 'live' }], (path) => {
      if (path.startsWith('Call/?end'))
        account.calls = [
          { uuid: 'c', to: X },
          { uuid: 'other', to: X },
        ];
      return undefined;
    });
    const { recorded } = await sync({ entries: [accepted], account });
    assert.is(recorded[0]?.state, 'completed');
    assert.is(recorded[0]?.call?.call_uuid, 'c');
    assert.is(recorded[0]?.settled, undefined, 'by its id, not by its phone');
  });

  it('is found by its phone where nothing tells the id of its request, and says so', async () => {
    const { recorded } = await sync({
      entries: [accepted],
      account: [{ uuid: 'c', to: X, cause: 3010, answered: null }],
    });
    assert.is(recorded[0]?.state, 'busy');
    assert.is(recorded[0]?.settled?.by, 'callplan sync');
  });

  it('keeps the word of the person who settled it', async () => {
    const person = { by: 'Ada', at: '2026-11-23T10:20:00.000Z', reason: 'heard it ring' };
    const { request_uuid, ...nameless } = accepted;
    assert.ok(request_uuid);
    const { recorded } = await sync({ entries: [{ ...nameless, settled: person }], account: [theCall] });
    assert.is(recorded[0]?.state, 'completed');
    assert.equal(recorded[0]?.settled, person);
  });

  it('is not written again while nothing is new', async () => {
    const account = createAccount([{ uuid: 'c', requestUuid: ID, to: X, standing: 'queued' }]);
    const first = await sync({ entries: [accepted], account });
    const second = await sync({ entries: [...first.known.values()], account });
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
    const { known } = await sync({ entries: [{ ...accepted, earlier }], account: [theCall] });
    assert.equal([...known.values()][0]?.earlier, earlier);
  });
});
