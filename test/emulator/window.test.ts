import * as assert from 'uvu/assert';
import { createQueue } from '../../src/emulator/queue.js';
import { createSlidingWindow } from '../../src/emulator/window.js';
import { spec } from '../harness/spec.js';

spec('emulator: window', (it) => {
  it('agrees with counting by hand, never more than the limit within its length', () => {
    let time = 0;
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const window = createSlidingWindow(10, 1000, () => time);
    const taken: { at: number; units: number }[] = [];
    for (let round = 0; round < 2000; round++) {
      time += random(200);
      const units = 1 + random(4);
      const inside = taken.filter(({ at }) => at > time - 1000).reduce((sum, entry) => sum + entry.units, 0);
      const took = window.take(units);
      assert.is(took, inside + units <= 10);
      if (took) taken.push({ at: time, units });
    }
  });

  it('tells how long until something leaves', () => {
    let time = 0;
    const window = createSlidingWindow(1, 1000, () => time);
    assert.is(window.waitMs(), 0);
    window.take(1);
    time = 400;
    assert.is(window.waitMs(), 600);
    time = 2000;
    assert.is(window.waitMs(), 0);
  });

  it('never takes anything at a limit of none, and always without one', () => {
    assert.not(createSlidingWindow(0, 1000, () => 0).take(1));
    const noClock = (): number => {
      throw new Error('the clock is not needed');
    };
    assert.ok(createSlidingWindow(Infinity, 1000, noClock).take(1e9));
  });
});

spec('emulator: queue', (it) => {
  it('gives back in order what was put in, also after it ran empty', () => {
    const queue = createQueue<number>();
    for (let round = 0; round < 2; round++) {
      queue.push(1);
      queue.push(2);
      assert.equal(queue.items(), [1, 2]);
      queue.drop();
      assert.is(queue.first(), 2);
      queue.drop();
      assert.is(queue.first(), undefined);
      queue.drop();
      assert.equal(queue.items(), []);
    }
  });
});
