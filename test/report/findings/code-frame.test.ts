import * as assert from 'uvu/assert';
import { drawnCharacters, widthOf } from '../../../src/text/display-width.js';
import { colorsFor } from '../../../src/text/colors.js';
import { codeFrame } from '../../../src/report/findings/code-frame.js';
import { linesOf } from '../../../src/report/findings/source-lines.js';
import { spec } from '../../harness/spec.js';
import { span, timesAsLong } from './findings-fixture.js';

const plain = colorsFor(false, {});

function frame(text: string, line: number, from: number, to: number): string {
  return codeFrame(span('a', line, from, to), linesOf([{ file: 'a', text }]), plain);
}

/** The columns of a terminal that are underlined, from and to, by a frame's second line. */
function underlined(text: string): [number, number] {
  const under = text.split('\n')[1] ?? '';
  return [under.indexOf('^'), under.length];
}

spec('report: frames', (it) => {
  it('shows the line with its number and underlines the span', () => {
    assert.is(frame('a: 1\nbcd: efg\n', 2, 6, 9), '  2 | bcd: efg\n    |      ^~~\n');
  });

  it('gives every line number the room it needs', () => {
    assert.is(frame(`${'\n'.repeat(99)}x: y`, 100, 4, 5), '  100 | x: y\n      |    ^\n');
  });

  it('marks a place between two characters, and one behind the last', () => {
    assert.is(frame('send: }', 1, 7, 7), '  1 | send: }\n    |       ^\n');
    assert.is(frame('a:', 1, 3, 3), '  1 | a:\n    |   ^\n');
  });

  it('shows the first line of a span of several', () => {
    const text = codeFrame(
      { ...span('a', 1, 4, 4), end: { line: 3, column: 2 } },
      linesOf([{ file: 'a', text: 'a: [b,  \n c,\n]' }]),
      plain,
    );
    assert.is(text, '  1 | a: [b,\n    |    ^~~\n');
  });

  it('has nothing to show of a blank line, a line that is not there, a file that is not at hand', () => {
    assert.is(frame('', 1, 1, 1), '');
    assert.is(frame(' \t\na', 1, 1, 2), '');
    assert.is(frame('a', 2, 1, 1), '');
    assert.is(codeFrame(span('b', 1, 1, 2), linesOf([]), plain), '');
  });

  it('does not show the end of a line', () => {
    assert.is(frame('a: 1\r\nb: 2\r\n', 1, 4, 5), '  1 | a: 1\n    |    ^\n');
    assert.is(frame('a: 1\r\nb: 2\r\n', 2, 4, 9), '  2 | b: 2\n    |    ^\n');
  });

  it('expands tabs', () => {
    assert.is(frame('a:\t"x"\t# y', 1, 4, 7), '  1 | a:  "x" # y\n    |     ^~~\n');
  });

  const before: Record<string, string> = {
    'wide characters': '漢字かな',
    hangul: '한글',
    'fullwidth forms': 'ＡＢ',
    emoji: '👍☎️',
    'emoji with a skin tone': '👍🏽',
    flags: '🇩🇪',
    'combining accents': 'e\u0301a\u0308',
  };
  const widths: Record<string, number> = {
    'wide characters': 8,
    hangul: 4,
    'fullwidth forms': 4,
    emoji: 4,
    'emoji with a skin tone': 2,
    flags: 2,
    'combining accents': 2,
  };
  for (const [title, text] of Object.entries(before))
    it(`knows the width of ${title}`, () => {
      assert.is(widthOf(drawnCharacters(text, 0)), widths[title]);
      const line = `${text}: value`;
      const from = text.length + 3;
      assert.equal(underlined(frame(line, 1, from, from + 5)), [
        6 + (widths[title] ?? 0) + 2,
        6 + (widths[title] ?? 0) + 7,
      ]);
    });

  it('underlines wide characters with as many columns as they take', () => {
    assert.is(frame('a: 漢字 b', 1, 4, 6), '  1 | a: 漢字 b\n    |    ^~~~\n');
  });

  it('shows what could do harm as escapes, with the underline where it belongs', () => {
    assert.is(
      frame('"\u001b[1m": \u202ex ##[endgroup]', 1, 9, 11),
      '  1 | "\\u{1b}[1m": \\u{202e}x #\\u{23}[endgroup]\n    |              ^~~~~~~~~\n',
    );
  });

  const long = Array.from({ length: 300 }, (_, i) => `w${i}`).join(' ');
  it('cuts a long line around the span, to 120 columns', () => {
    for (const word of ['w0', 'w7', 'w150', 'w298', 'w299']) {
      const at = long.indexOf(word);
      const [shown = '', under = ''] = frame(long, 1, at + 1, at + 1 + word.length).split('\n');
      assert.ok(shown.length <= 120 && shown.length > 110, `${word}: ${shown.length}`);
      assert.is(shown.slice(under.indexOf('^'), under.length), word);
      assert.is(shown.startsWith('  1 | …'), at > 100, word);
      assert.is(shown.endsWith('…'), at < 1000, word);
    }
  });

  it('cuts a span that is longer than the line may be', () => {
    const [shown = '', under = ''] = frame(long, 1, 11, 1000).split('\n');
    assert.ok(shown.length <= 120);
    assert.is(under.length, shown.length - 1);
  });

  it('leaves a line that just fits alone, and cuts the next longer one', () => {
    const fits = 'x'.repeat(114);
    assert.is(frame(fits, 1, 1, 2).split('\n')[0], `  1 | ${fits}`);
    assert.is(frame(`${fits}x`, 1, 1, 2).split('\n')[0], `  1 | ${'x'.repeat(112)}…`);
  });

  it('never exceeds its width, nor tears a character apart, wherever it cuts', () => {
    for (const unit of ['👍', '漢', 'e\u0301', '\u001b', '\t', '☎️'])
      for (let shift = 0; shift < 4; shift++) {
        const line = 'x'.repeat(shift) + unit.repeat(400);
        for (const at of [0, 100, 101, 240, 241, 242, line.length - 1, line.length]) {
          const [shown = ''] = frame(line, 1, at + 1, at + 3).split('\n');
          assert.ok(widthOf(drawnCharacters(shown, 0)) <= 120, `${unit} ${at}`);
          assert.not.match(shown, 'ud83d');
        }
      }
  });

  it('looks at no more of a line of megabytes than it shows', () => {
    const framing = (words: number) => {
      const lineOf = linesOf([{ file: 'a', text: `a: [${'"+14155550101", '.repeat(words)}x]` }]);
      return () => {
        for (let i = 0; i < 50; i++) codeFrame(span('a', 1, 5 + i * 16, 19 + i * 16), lineOf, plain);
      };
    };
    // The line is two thousand times as long.
    assert.ok(timesAsLong(framing(100), framing(200_000)) < 50);
  });
});
