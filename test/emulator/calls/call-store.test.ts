import * as assert from 'uvu/assert';
import { createCallStore, MAX_BYTES, MAX_CALLS } from '../../../src/emulator/calls/call-store.js';
import type { Call } from '../../../src/emulator/calls/call.js';
import { spec } from '../../harness/spec.js';

const call = (id: number): Call => ({
  placed: {
    requestUuid: String(id),
    callUuid: `c${id}`,
    from: '14152224444',
    to: '14152223333',
    queued: false,
    parameters: {},
    ignored: [],
  },
  placedAt: 0,
  number: 1,
  state: 'live',
  startedAt: undefined,
  behaviour: undefined,
  timeline: undefined,
  callbacks: [],
});
const calls = (from: number, count: number): Call[] =>
  Array.from({ length: count }, (_, index) => call(from + index));

spec('emulator: record of calls', (it) => {
  it('keeps the newest calls, oldest first, and says which it forgets', () => {
    const forgotten: string[] = [];
    const store = createCallStore(({ placed }) => forgotten.push(placed.requestUuid));
    for (let id = 0; id < MAX_CALLS + 5; id++) store.add([call(id)], 100);
    store.index();
    const newest = store.newest();
    assert.is(newest.length, MAX_CALLS);
    assert.is(newest[0]?.placed.requestUuid, '5');
    assert.is(newest.at(-1)?.placed.requestUuid, String(MAX_CALLS + 4));
    assert.equal(forgotten, ['0', '1', '2', '3', '4']);
    assert.is(store.byRequestUuid('4'), undefined);
    assert.is(store.byCallUuid('c4'), undefined);
    assert.is(store.byRequestUuid('5'), newest[0]);
    assert.is(store.byCallUuid('c5'), newest[0]);
  });

  it('cuts inside of a request of several calls', () => {
    const store = createCallStore(() => undefined);
    for (let id = 0; id < MAX_CALLS; id += 1000) store.add(calls(id, 1000), 100);
    store.add([call(MAX_CALLS)], 100);
    const newest = store.newest();
    assert.is(newest.length, MAX_CALLS);
    assert.is(newest[0]?.placed.requestUuid, '1');
  });

  it('forgets requests whose bodies are too much to keep', () => {
    const store = createCallStore(() => undefined);
    for (let id = 0; id < 4; id++) store.add([call(id)], MAX_BYTES / 3);
    assert.equal(
      store.newest().map(({ placed }) => placed.requestUuid),
      ['1', '2', '3'],
    );
  });

  it('does not take the uuid of a request for that of its call', () => {
    const store = createCallStore(() => undefined);
    const same = call(1);
    store.add([{ ...same, placed: { ...same.placed, callUuid: '1' } }], 0);
    store.add([call(2)], 0);
    store.index();
    assert.is(store.byCallUuid('1')?.placed.requestUuid, '1');
    assert.is(store.byCallUuid('2'), undefined);
    assert.is(store.byRequestUuid('c2'), undefined);
  });
});
