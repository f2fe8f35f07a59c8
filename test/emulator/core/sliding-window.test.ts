import * as assert from 'uvu/assert';
import { createQueue } from '../../../src/emulator/core/queue.js';
import { createSlidingWindow } from '../../../src/emulator/core/sliding-window.js';
import { spec } from '../../harness/spec.js';

spec('emulator: window', (it) => {
  it('agrees with counting by hand, never more than the limit within its length', () => {
    let time = 0;
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const window = createSlidingWindow(10, 1000);
    const taken: { at: number; units: number }[] = [];
    for (let round = 0; round < 2000; round++) {
      time += random(200);
      const units = 1 + random(4);
      const inside = taken.filter(({ at }) => at > time - 1000).reduce((sum, entry) => sum + entry.units, 0);
      const took = window.take(units, time);
      assert.is(took, inside + units <= 10);
      if (took) taken.push({ at: time, units });
    }
  });

  it('tells when one more fits', () => {
    const window = createSlidingWindow(2, 1000);
    assert.is(window.freeAt(5), 5);
    window.take(1, 0);
    assert.is(window.freeAt(300), 300);
    window.take(1, 300);
    assert.is(window.freeAt(400), 1000);
    assert.is(window.freeAt(1000), 1000);
    assert.is(window.freeAt(2000), 2000);
  });

  it('never takes anything at a limit of none, and always without one', () => {
    const none = createSlidingWindow(0, 1000);
    assert.not(none.take(1, 0));
    assert.is(none.freeAt(0), Infinity);
    const unlimited = createSlidingWindow(Infinity, 1000);
    assert.ok(unlimited.take(1e9, 0));
    assert.is(unlimited.freeAt(0), 0);
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
