import * as assert from 'uvu/assert';
import { createPace, type Pace } from '../../src/run/pace.js';
import { seeded, tryOften } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';

const NEVER = new AbortController().signal;

/** When each of `requests`, told by its number of calls, could start. Three at a time ask for a turn, so that somebody always waits. */
async function starts(pace: Pace, clock: FakeClock, requests: readonly number[]): Promise<number[]> {
  const pending = requests.values();
  const started: number[] = [];
  const worker = async (): Promise<void> => {
    for (const calls of pending) if (await pace.next(calls, NEVER)) started.push(clock.now());
  };
  await clock.until(Promise.all([worker(), worker(), worker()]));
  return started;
}

const singles = (count: number): number[] => Array.from({ length: count }, () => 1);

/** The time between one start and the next, to a thousandth of a millisecond. */
function gaps(started: readonly number[]): number[] {
  return started.slice(1).map((at, index) => Math.round((at - (started[index] ?? 0)) * 1000) / 1000);
}

spec('pace: spacing', (it) => {
  for (const rate of [1, 2, 10, 100, 500])
    it(`starts ${rate} calls a second, one every ${1000 / rate} ms, the first at once`, async () => {
      const clock = createFakeClock();
      const began = clock.now();
      const started = await starts(createPace(rate, clock), clock, singles(rate + 10));
      assert.is(started[0], began);
      for (const gap of gaps(started)) assert.is(gap, 1000 / rate);
    });

  it('gives a request of n calls n turns', async () => {
    const clock = createFakeClock();
    const started = await starts(createPace(10, clock), clock, [1, 3, 1, 100, 1, 1]);
    assert.equal(gaps(started), [100, 300, 100, 10_000, 100]);
  });

  it('gives no credit for idle time', async () => {
    for (const rate of [2, 100, 500]) {
      const clock = createFakeClock();
      const pace = createPace(rate, clock);
      await starts(pace, clock, singles(3));
      await clock.pass(60_000);
      const began = clock.now();
      const started = await starts(pace, clock, singles(5));
      assert.is(started[0], began);
      assert.equal(
        gaps(started),
        [1, 1, 1, 1].map((turns) => (turns * 1000) / rate),
      );
    }
  });

  it('lets one who asks alone and seldom start at once', async () => {
    const clock = createFakeClock();
    const pace = createPace(2, clock);
    for (let turn = 0; turn < 3; turn++) {
      const began = clock.now();
      assert.is(await clock.until(pace.next(1, NEVER)), true);
      assert.is(clock.now(), began);
      await clock.pass(500);
    }
  });
});

spec('pace: late timers', (it) => {
  for (const rate of [2, 10, 100, 500])
    it(`do not change the average of ${rate} calls a second`, async () => {
      const random = seeded(rate);
      const clock = createFakeClock(() => random.next() * (random.below(20) === 0 ? 40 : 5));
      const started = await starts(createPace(rate, clock), clock, singles(rate * 10 + 1));
      const seconds = ((started.at(-1) ?? 0) - (started[0] ?? 0)) / 1000;
      assert.ok(Math.abs(seconds / 10 - 1) < 0.005, `${rate * 10} turns took ${seconds} s`);
    });

  for (const rate of [1, 2, 7, 50, 500])
    it(`never put more than ${rate} calls and a request into a second`, async () => {
      await tryOften(10, async (random) => {
        const clock = createFakeClock(() =>
          random.below(10) === 0 ? random.next() * 1500 : random.next() * 30,
        );
        const pace = createPace(rate, clock);
        const placed: { at: number; calls: number }[] = [];
        for (let block = 0; block < 5; block++) {
          const requests = Array.from({ length: 40 }, () =>
            random.below(8) === 0 ? 1 + random.below(rate) : 1,
          );
          const started = await starts(pace, clock, requests);
          placed.push(...started.map((at, index) => ({ at, calls: requests[index] ?? 0 })));
          if (random.below(2) === 0) pace.pause(random.next() * 2000);
          if (random.below(2) === 0) await clock.pass(random.next() * 3000);
        }
        for (const [index, { at }] of placed.entries()) {
          const before = placed.slice(0, index).filter((other) => other.at > at - 1000);
          const calls = before.reduce((sum, other) => sum + other.calls, 0);
          assert.ok(calls <= rate, `${calls} calls in the second before another`);
        }
      });
    });

  it('are not made up for beyond a moment', async () => {
    let late = 10_000;
    const clock = createFakeClock(() => late);
    const pace = createPace(100, clock);
    const waiting = starts(pace, clock, singles(100));
    await clock.pass(15);
    late = 0;
    const started = await waiting;
    assert.is(started.filter((at) => at === started[1]).length, 6, '50 ms of 10 ms each, and its own turn');
  });
});

spec('pace: pause', (it) => {
  it('holds those who wait and those who come, and the spacing goes on after it', async () => {
    const clock = createFakeClock();
    const pace = createPace(10, clock);
    const began = clock.now();
    const waiting = starts(pace, clock, singles(3));
    await clock.pass(50);
    pace.pause(5000);
    const coming = starts(pace, clock, singles(2));
    const started = [...(await waiting), ...(await coming)].sort((a, b) => a - b);
    assert.equal(
      started.map((at) => Math.round(at - began)),
      [0, 5050, 5150, 5250, 5350],
    );
  });

  it('is as long as the longest that was asked for', async () => {
    const clock = createFakeClock();
    const pace = createPace(10, clock);
    const began = clock.now();
    pace.pause(3000);
    pace.pause(10);
    assert.is(await clock.until(pace.next(1, NEVER)), true);
    assert.is(clock.now() - began, 3000);
  });
});

spec('pace: abort', (it) => {
  it('turns everybody away at once', async () => {
    const clock = createFakeClock();
    const pace = createPace(2, clock);
    const stop = new AbortController();
    const turns = singles(4).map((calls) => pace.next(calls, stop.signal));
    await clock.pass(600);
    stop.abort();
    const aborted = clock.now();
    assert.equal(await Promise.all(turns), [true, true, false, false], 'without the clock');
    assert.is(await pace.next(1, stop.signal), false);
    assert.is(clock.now(), aborted);
  });

  it('also out of a pause', async () => {
    const clock = createFakeClock();
    const pace = createPace(2, clock);
    const stop = new AbortController();
    pace.pause(300_000);
    const turn = pace.next(1, stop.signal);
    await clock.pass(1);
    stop.abort();
    assert.is(await turn, false);
  });

  it('takes no turn from anybody else', async () => {
    const clock = createFakeClock();
    const pace = createPace(2, clock);
    const began = clock.now();
    const stop = new AbortController();
    const turns = [pace.next(1, NEVER), pace.next(100, stop.signal), pace.next(1, NEVER)];
    stop.abort();
    assert.equal(await clock.until(Promise.all(turns)), [true, false, true]);
    assert.is(clock.now() - began, 500);
  });
});
