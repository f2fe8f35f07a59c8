import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { seenByOthers } from '../../../src/source/yaml/other-readers.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';

/** What YAML 1.2's core schema and YAML 1.1 make of a plain scalar. */
function others(text: string): unknown[] {
  return [parse(text, { schema: 'core' }), parse(text, { version: '1.1', schema: 'yaml-1.1' })];
}

const numberLike = fc.stringMatching(/^[-+]?[0-9.][0-9.:eExoXab+-]{0,8}$/);
const word = fc.constantFrom(
  ...['null', 'Null', 'NULL', 'nULL', '~', 'true', 'True', 'yes', 'Yes', 'YES', 'yEs', 'no', 'NO', 'on'],
  ...['On', 'off', 'OFF', 'false', 'False', '.inf', '-.Inf', '+.INF', '.nan', '.NaN', 'nan', 'inf'],
  ...[
    '2026-11-01',
    '2026-1-1',
    '2026-11-01T10:00:00Z',
    '2026-11-01 10:00:00 +2',
    '12:30',
    '1:2:3.5',
    '190:20',
  ],
  ...['0x1F', '0o17', '0b11', '017', '08', '+14155550100', '0042', '1e3', '.5', '5.', '1_000', '1_0.5_0'],
  ...['12345678901234567890', '2026-11', '1w2W3', 'sip:a@b.c', 'x1', '-_1'],
);

spec('source: what other YAML readers see', (it) => {
  it('is said when it is anything but the text, and only then', () => {
    const differs = fc.property(fc.oneof(numberLike, word), (text) => {
      const [core, old] = others(text);
      // The library's YAML 1.1 takes a lone point for a number, and a text that ends with a colon is a key.
      fc.pre(!text.endsWith(':') && text !== '...' && (!Number.isNaN(old) || /nan/i.test(text)));
      const same = core === text && old === text;
      assert.is(seenByOthers(text) === undefined, same, `${text}: ${String(core)}, ${String(old)}`);
    });
    fc.assert(differs, tries());
  });

  it('is the value that they see', () => {
    const said: readonly [string, string | undefined][] = [
      ['+14155550100', 'the number 14155550100'],
      ['42', 'the number 42'],
      ['0042', 'the number 42 or 34'],
      ['-010', 'the number -10 or -8'],
      ['007', 'the number 7'],
      ['08', 'the number 8'],
      ['1e3', 'the number 1000'],
      ['0x1F', 'the number 31'],
      ['1.10', 'the number 1.1'],
      ['.5', 'the number 0.5'],
      ['12345678901234567890', 'the number 12345678901234567000'],
      ['12:30', 'the number 750'],
      ['-1:30', 'the number -90'],
      ['1_000', 'the number 1000'],
      ['2026-11-01', 'a date'],
      ['-.inf', 'infinity'],
      ['.NaN', 'no number (NaN)'],
      ['yes', 'the value true'],
      ['off', 'the value false'],
      ['~', 'nothing (null)'],
      ['1w2W3', undefined],
      ['2026-11', undefined],
      ['y', undefined],
      ['', undefined],
    ];
    for (const [text, seen] of said) assert.is(seenByOthers(text), seen, text);
  });
});
