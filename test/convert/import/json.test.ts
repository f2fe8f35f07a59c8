import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parseJson } from '../../../src/convert/import/json.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import { timesAsLong } from '../../report/findings/findings-fixture.js';

function refusalOf(text: string): string {
  const parsed = parseJson(text);
  return 'refused' in parsed ? parsed.refused : 'read';
}

/** What the platform makes of a text. */
function nativeValue(text: string): { readonly value?: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {};
  }
}

spec('JSON of an import', (it) => {
  it('is what JSON.parse reads, and nothing else', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        '/',
        '//',
        '/*',
        '*/',
        ' ',
        '\n',
        '\t',
        '\u00a0',
        '\ufeff',
      ],
      ...[
        '"a"',
        '"b"',
        '"\\u0061"',
        '"\\x"',
        '"\u0001"',
        '1',
        '01',
        '-',
        '1.',
        '1e5',
        'true',
        'null',
        'NaN',
        "'",
      ],
    );
    const broken = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const whole = fc.json();
    fc.assert(
      fc.property(fc.oneof(broken, whole), (text) => {
        const parsed = parseJson(text);
        if ('refused' in parsed) {
          if (!parsed.refused.startsWith('has a key twice')) assert.equal(nativeValue(text), {});
        } else assert.equal(nativeValue(text), parsed);
      }),
      tries(1000),
    );
  });

  for (const [what, text] of [
    ['a comment', '{"a": 1 /* one */}'],
    ['a comment at the end of a line', '{"a": 1} // one'],
    ['a comma after the last value', '{"a": [1,]}'],
    ['a comma after the last key', '{"a": 1,}'],
    ['nothing at all', ''],
  ] as const)
    it(`refuses ${what}`, () => {
      assert.match(refusalOf(text), 'is not JSON');
    });

  const repeated: readonly [what: string, text: string, place: string][] = [
    ['a key', '{\n  "a": 1,\n  "a": 2}', 'line 3, column 3'],
    ['a key in a list within', '{"a": [{"b": "\\"a\\":", "c": {}, "b": 1}]}', 'line 1, column 33'],
    ['a key that is spelled with an escape', '{"a": 1, "\\u0061": 2}', 'line 1, column 10'],
    ['__proto__', '{"__proto__": 1, "__proto__": 2}', 'line 1, column 18'],
  ];
  for (const [what, text, place] of repeated)
    it(`refuses ${what} that is there twice, and says where`, () => {
      assert.is(refusalOf(text), `has a key twice in one object: look at ${place}`);
    });

  it('reads a key again in another object', () => {
    assert.is(refusalOf('[{"a": 1}, {"a": {"a": 2}}]'), 'read');
  });

  it('takes __proto__ for a key like any other', () => {
    const parsed = parseJson('{"__proto__": {"item": []}}');
    assert.ok('value' in parsed);
    assert.equal(Object.keys(parsed.value as object), ['__proto__']);
    assert.is((parsed.value as { item?: unknown }).item, undefined);
  });

  it('shows nothing of the text', () => {
    for (const text of ['{"a": T0ken}', '{"T0ken": 1, "T0ken": 2}', 'T0ken', '["T0ken'])
      assert.not.match(refusalOf(text), 'T0ken');
  });

  it('refuses what is nested too deeply or has too many values, before it takes memory', () => {
    assert.is(refusalOf('[{"a":'.repeat(5_000_000)), 'is nested more than 200 levels deep');
    assert.is(refusalOf(`[${'1,'.repeat(5_000_000)}1]`), 'has more than 2000000 values');
  });

  it('reads ten times as many blanks in about ten times the time', () => {
    const [few, many] = [`[${' '.repeat(500_000)}]`, `[${' '.repeat(5_000_000)}]`];
    const times = timesAsLong(
      () => parseJson(few),
      () => parseJson(many),
    );
    assert.ok(times < 40, `${times}`);
  });
});
