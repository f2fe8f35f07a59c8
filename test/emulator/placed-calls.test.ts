import * as assert from 'uvu/assert';
import { createPlacedCalls, MAX_BYTES, MAX_CALLS, type PlacedCall } from '../../src/emulator/placed-calls.js';
import { spec } from '../harness/spec.js';

const call = (id: number): PlacedCall => ({
  requestUuid: String(id),
  from: '14152224444',
  to: '14152223333',
  queued: false,
  parameters: {},
});
const calls = (from: number, count: number): PlacedCall[] =>
  Array.from({ length: count }, (_, index) => call(from + index));

spec('emulator: record of calls', (it) => {
  it('keeps the newest calls, oldest first', () => {
    const record = createPlacedCalls();
    for (let id = 0; id < MAX_CALLS + 5; id++) record.add([call(id)], 100);
    const newest = record.newest();
    assert.is(newest.length, MAX_CALLS);
    assert.is(newest[0]?.requestUuid, '5');
    assert.is(newest.at(-1)?.requestUuid, String(MAX_CALLS + 4));
  });

  it('cuts inside of a request of several calls', () => {
    const record = createPlacedCalls();
    for (let id = 0; id < MAX_CALLS; id += 1000) record.add(calls(id, 1000), 100);
    record.add([call(MAX_CALLS)], 100);
    const newest = record.newest();
    assert.is(newest.length, MAX_CALLS);
    assert.is(newest[0]?.requestUuid, '1');
  });

  it('forgets requests whose bodies are too much to keep', () => {
    const record = createPlacedCalls();
    for (let id = 0; id < 4; id++) record.add([call(id)], MAX_BYTES / 3);
    assert.equal(
      record.newest().map(({ requestUuid }) => requestUuid),
      ['1', '2', '3'],
    );
  });
});
