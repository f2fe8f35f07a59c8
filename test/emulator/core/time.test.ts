import * as assert from 'uvu/assert';
import { createTime } from '../../../src/emulator/core/time.js';
import { spec } from '../../harness/spec.js';
import { clocked, NOON, uuidOf } from '../clock-fixture.js';

spec('emulator: time', (it) => {
  it('starts with the clock and runs so many times as fast', () => {
    let clock = NOON;
    const time = createTime(() => clock, 60);
    assert.is(time.now(), NOON);
    clock += 1000;
    assert.is(time.now(), NOON + 60_000);
    time.jumpTo(NOON);
    assert.is(time.now(), NOON + 60_000, 'never back');
    time.jumpTo(NOON + 90_000);
    assert.is(time.now(), NOON + 90_000);
    clock += 1000;
    assert.is(time.now(), NOON + 150_000);
  });

  it('plays everything faster, calls per second included', async (scope) => {
    const emulator = await clocked(scope, { speed: 60, callsPerSecond: 1 });
    for (let index = 0; index < 2; index++) await emulator.call();
    emulator.at(0.6);
    assert.equal(emulator.story(1), ['queued 0', 'initiated 1', 'ringing 2', 'answered 7']);
    emulator.at(1);
    assert.is(emulator.story(1).at(-1), 'ended 37 4000 Normal Hangup Callee');
  });

  it('counts requests by the clock, whatever the speed', async (scope) => {
    const emulator = await clocked(scope, { speed: 60, requestsPer5s: 1 });
    assert.is((await emulator.get()).status, 200);
    emulator.at(4);
    const { status, headers } = await emulator.get();
    assert.equal([status, headers.get('retry-after')], [429, '1']);
  });

  it('max: who asks for finished calls finds all that were placed, at their ends', async (scope) => {
    const emulator = await clocked(scope, { speed: 'max', callsPerSecond: 1 });
    for (let index = 0; index < 5; index++) await emulator.call();
    const { body } = await emulator.get('Call/');
    assert.equal(
      (body['objects'] as { end_time: string }[]).map(({ end_time }) => end_time.slice(14, 19)),
      ['00:40', '00:39', '00:38', '00:37', '00:36'],
    );
    assert.equal((await emulator.get('Call/?status=live')).body['calls'], []);
    const next = await emulator.call();
    assert.is(emulator.story(5)[0], 'initiated 40', 'time goes on from there');
    assert.is((await emulator.get(`Call/${next}/`)).status, 200);
    assert.is((await emulator.get()).body['cash_credits'], '99.94000');
  });

  it('max: calls are queued, canceled and hung up in the time of the clock', async (scope) => {
    const emulator = await clocked(scope, { speed: 'max', callsPerSecond: 1 });
    const [first, second] = [await emulator.call(), await emulator.call()];
    assert.is((await emulator.delete(`Request/${second}/`)).status, 204);
    assert.is((await emulator.delete(`Call/${first}/`)).status, 204);
    emulator.at(2);
    const third = await emulator.call();
    assert.equal(emulator.story(2), ['initiated 2']);
    assert.equal((await emulator.get('Call/?status=live')).body['calls'], [third]);
  });

  it('max: to ask for queued and live calls moves on from event to event, and comes to an end', async (scope) => {
    const emulator = await clocked(scope, { speed: 'max', callsPerSecond: 1 });
    const [, uuid] = [await emulator.call(), await emulator.call()];
    const seen: string[] = [];
    for (let round = 0; round < 20; round++)
      for (const status of ['queued', 'live']) {
        const { body } = await emulator.get(`Call/${uuid}/?status=${status}`);
        if (typeof body['call_status'] === 'string') seen.push(body['call_status']);
      }
    assert.equal([...new Set(seen)], ['queued', 'ringing', 'in-progress']);
    assert.is(emulator.story(1).at(-1), 'ended 37 4000 Normal Hangup Callee');
  });

  it('max: comes to an end although some calls never do', async (scope) => {
    const emulator = await clocked(scope, {
      speed: 'max',
      behaviour: ({ number }) => ({ outcome: 'busy', endAfter: number === 1 ? Infinity : 1 }),
    });
    await emulator.call({ to: '14152223333<+14152223333' });
    assert.is(((await emulator.get('Call/')).body['objects'] as unknown[]).length, 1);
    assert.equal((await emulator.get('Call/?status=live')).body['calls'], [uuidOf(1)]);
  });
});
