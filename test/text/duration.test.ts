import * as assert from 'uvu/assert';
import { duration } from '../../src/text/duration.js';
import { spec } from '../harness/spec.js';

const cases: readonly [seconds: number, words: string][] = [
  [0, '0 s'],
  [0.04, '0 s'],
  [0.5, '0.5 s'],
  [1.449, '1.4 s'],
  [9.97, '10 s'],
  [12.4, '12 s'],
  [59.4, '59 s'],
  [59.6, '1 min 0 s'],
  [60, '1 min 0 s'],
  [250, '4 min 10 s'],
  [3599.4, '59 min 59 s'],
  [3599.6, '1 h 0 min'],
  [3600, '1 h 0 min'],
  [7170, '2 h 0 min'],
  [7500, '2 h 5 min'],
  [180_000, '50 h 0 min'],
];

spec('duration', (it) => {
  for (const [seconds, words] of cases)
    it(`${seconds} is ${words}`, () => {
      assert.is(duration(seconds), words);
    });
});
