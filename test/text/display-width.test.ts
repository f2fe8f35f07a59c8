import * as assert from 'uvu/assert';
import { drawnCharacters, widthOf } from '../../src/text/display-width.js';
import { spec } from '../harness/spec.js';

const widths: readonly [what: string, text: string, width: number][] = [
  ['letters', 'aé', 2],
  ['ideographs, Tangut ones among them', '漢\u{18d00}', 4],
  ['trigrams and symbols of the I Ching', '\u2630\u4dc0\u{1d300}', 6],
  ['ideographs in a square', '\u{1f200}', 2],
  ['halfwidth katakana', 'ｱ', 1],
  ['a number in a circle, which only fonts for East Asia draw wide', '\u3248', 1],
  ['half a flag', '\u{1f1e9}', 1],
  ['a heart as text and as emoji', '\u2764\u2764\ufe0f', 3],
  ['a hand with the skin tone that is laid over it', '\u{1f44d}\u{1f3fd}', 2],
  ['a syllable in three parts', '\u1112\u1161\u11ab', 2],
  ['a tab after a wide character', '漢\tx', 5],
  ['an escape sequence, which is shown', '\u001b', 6],
];

spec('display width', (it) => {
  for (const [what, text, width] of widths)
    it(`knows the columns of ${what}`, () => {
      assert.is(widthOf(drawnCharacters(text, 0)), width);
    });

  it('keeps the offsets of characters that are several code units long', () => {
    const offsets = drawnCharacters('a👍🏽e\u0301x', 7).map(({ offset }) => offset);
    assert.equal(offsets, [7, 8, 12, 14]);
  });
});
