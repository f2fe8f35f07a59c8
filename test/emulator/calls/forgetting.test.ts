import * as assert from 'uvu/assert';
import { MAX_BYTES } from '../../../src/emulator/calls/call-store.js';
import { createSwitchboard, type Switchboard } from '../../../src/emulator/calls/switchboard.js';
import type { PlacedCall } from '../../../src/emulator/core/placed-call.js';
import { createTime } from '../../../src/emulator/core/time.js';
import { spec } from '../../harness/spec.js';
import { clocked, NOON, uuidOf } from '../clock-fixture.js';

const placed = (number: number): PlacedCall => ({
  requestUuid: uuidOf(number),
  callUuid: uuidOf(number),
  from: '+14152224444',
  to: '+14152223333',
  queued: false,
  parameters: {},
  ignored: [],
});

/** A switchboard whose calls all go on, and how often it was swept. */
function observed(): { readonly switchboard: Switchboard; readonly sweeps: () => number } {
  let sweeps = 0;
  const switchboard = createSwitchboard({
    time: createTime(() => NOON, 1),
    callsPerSecond: Infinity,
    choose: () => ({ outcome: 'no-answer' }),
    onEnd: () => undefined,
    restored: [],
    onChange: undefined,
    onTaken: () => undefined,
    onDialled: () => undefined,
    observer: {
      dialled: () => undefined,
      ended: () => undefined,
      settled: () => undefined,
      sweep: () => (sweeps += 1),
    },
  });
  return { switchboard, sweeps: () => sweeps };
}

spec('emulator: forgetting', (it) => {
  it('lets go of forgotten calls by the size of their requests, and looks at all of them no more often', () => {
    const { switchboard, sweeps } = observed();
    for (let number = 1; number <= 128 + 65; number++) switchboard.place([placed(number)], MAX_BYTES / 128);
    // At every thirteenth that is forgotten, a tenth of what fits would be held beyond the others.
    assert.is(sweeps(), 5);
    assert.equal(switchboard.counts(), { queued: 0, live: 128, ended: 0 });
  });

  it('lists none that was forgotten a moment ago, and counts none', () => {
    const { switchboard } = observed();
    const everything = { from: -Infinity, to: Infinity, matches: undefined, offset: 0, limit: 20 };
    for (let number = 1; number <= 3; number++) {
      switchboard.place([placed(number)], MAX_BYTES / 50);
      const call = switchboard.byRequestUuid(uuidOf(number));
      assert.ok(call);
      switchboard.end(call);
    }
    assert.is(switchboard.listEnded(everything).total, 3);
    switchboard.place([placed(4)], (MAX_BYTES / 50) * 48);
    assert.equal(switchboard.counts(), { queued: 0, live: 1, ended: 2 });
    const { total, calls } = switchboard.listEnded(everything);
    assert.equal([total, calls.map((call) => call.placed.requestUuid)], [2, [uuidOf(3), uuidOf(2)]]);
  });

  it('lets a call ring for a day at most, so that every end has a date', async (scope) => {
    const { get, call, story } = await clocked(scope, {
      speed: 'max',
      behaviour: () => ({ outcome: 'no-answer' }),
    });
    await call({ ring_timeout: '9999999999999999' });
    assert.is((await get('Call/')).status, 200);
    assert.is(story().at(-1), 'ended 86401 6010 Ring Timeout Reached Plivo');
  });
});
