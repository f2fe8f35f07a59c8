import * as assert from 'uvu/assert';
import { createCall, type Call } from '../../../src/emulator/calls/call.js';
import { restoreCalls } from '../../../src/emulator/calls/restore-calls.js';
import type { Timeline } from '../../../src/emulator/calls/timeline.js';
import { hangupCause } from '../../../src/emulator/core/hangup-causes.js';
import { restoreCall, saveCall } from '../../../src/emulator/saved/save-call.js';
import type { SavedCall } from '../../../src/emulator/saved/saved-call.js';
import { spec } from '../../harness/spec.js';
import { uuidOf } from '../clock-fixture.js';

const cause = hangupCause(4000, 'Callee');

function placed(number: number): SavedCall['placed'] {
  const uuid = uuidOf(number);
  const ends = { from: '14152224444', to: '14152223333' };
  return { requestUuid: uuid, callUuid: uuid, ...ends, queued: false, parameters: {}, ignored: [] };
}

function laidOut(endedAt: number): Timeline {
  return { ringingAt: undefined, answeredAt: undefined, machineAt: undefined, endedAt, cause };
}

spec('emulator: restore', (it) => {
  it('takes the time that was skipped from all times of what goes on', () => {
    const timeline: Timeline = { ringingAt: 70, answeredAt: 80, machineAt: 90, endedAt: 200, cause };
    const save = (more: Partial<Call>): SavedCall =>
      saveCall(Object.assign(createCall(placed(1), 61), more), () => ({ outcome: 'busy' }), 60);
    assert.equal(save({ state: 'queued' }), {
      ...{ placed: placed(1), placedAt: 1, state: 'queued', behaviour: { outcome: 'busy' } },
    });
    assert.equal(save({ state: 'live', startedAt: 62, timeline }), {
      ...{ placed: placed(1), placedAt: 1, state: 'live', startedAt: 2 },
      timeline: { ringingAt: 10, answeredAt: 20, machineAt: 30, endedAt: 140, cause },
    });
    const ended = { placed: placed(1), placedAt: 61, state: 'ended', startedAt: 62, timeline };
    assert.equal(save({ state: 'ended', startedAt: 62, timeline }), ended);
    assert.throws(() => save({ state: 'forgotten' }), /forgotten/);
  });

  it('takes up calls in the order in which they were dialled, and ended, and nothing of the future', () => {
    const saved = (
      [
        ['ended', 10, 90],
        ['live', 5, 80],
        ['ended', 20, 30],
        ['live', 1, 70],
        ['ended', 200, 300],
        ['ended', 0, 1],
      ] as const
    ).map(([state, startedAt, endedAt], index) => ({
      ...{ placed: placed(index), placedAt: 0, state, startedAt, timeline: laidOut(endedAt) },
    }));
    const counted: number[] = [];
    const order: string[] = [];
    restoreCalls(saved.map(restoreCall), {
      store: {
        add: ([call]) => {
          if (call?.placed.requestUuid === uuidOf(5)) call.state = 'forgotten';
        },
      },
      queue: {
        join: () => {
          assert.unreachable();
        },
        countDialled: (at) => counted.push(at),
      },
      live: { restore: (call) => order.push(call.placed.requestUuid) },
      now: 100,
    });
    assert.equal(counted, [0, 1, 5, 10, 20]);
    assert.equal(order, [2, 0, 4, 1, 3].map(uuidOf));
  });
});
