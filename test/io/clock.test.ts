import { getEventListeners } from 'node:events';
import * as assert from 'uvu/assert';
import { systemClock } from '../../src/io/clock.js';
import { spec } from '../harness/spec.js';

spec('clock', (it) => {
  it('sleeps as long as it was told', async () => {
    const { signal } = new AbortController();
    const began = performance.now();
    await systemClock.sleep(20, signal);
    // A timer counts whole milliseconds, and may begin within one.
    assert.ok(performance.now() - began >= 19);
    assert.is(getEventListeners(signal, 'abort').length, 0);
  });

  it('wakes at once when it is aborted', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort();
    await sleep;
    assert.is(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('does not fall asleep when it is aborted already', async () => {
    await systemClock.sleep(60_000, AbortSignal.abort());
  });

  it('tells the time of day, and a time that only grows', () => {
    const before = Date.now();
    const told = systemClock.date().getTime();
    assert.ok(before <= told && told <= Date.now());
    const first = systemClock.now();
    assert.ok(systemClock.now() >= first);
  });
});
