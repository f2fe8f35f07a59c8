import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { describe } from '../../../src/diagnostics/diagnostic.js';
import { parseYaml } from '../../../src/source/yaml/yaml.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';

/** What is said of a text, each with its place. */
function said(text: string): string[] {
  return parseYaml({ file: 'plan.yaml', text }).diagnostics.map(({ code, span }) => {
    return `${span.start.line}:${span.start.column} ${code}`;
  });
}

function isFine(text: string): boolean {
  return said(text).length === 0;
}

spec('source: YAML', (it) => {
  it('has one finding a line, in order, and no more than ten', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `k${i}: [@${i}, @${i}]\n`).join('');
    assert.equal(
      said(lines),
      Array.from({ length: 10 }, (_, i) => `${i + 1}:${i < 10 ? 6 : 7} yaml-syntax`),
    );
  });

  it('has nothing behind a mistake that changes how the rest is read', () => {
    assert.equal(said('a: @1\nb: "x" y\nc: @2\nd: [1, 2\ne: f\n'), ['1:4 yaml-syntax', '2:8 yaml-syntax']);
  });

  it('is not read at all below a git conflict marker, wherever that stands', () => {
    assert.equal(said('a: @1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n'), ['2:1 yaml-syntax']);
    assert.equal(said('a: 1\r\n=======\r\nb: 2\r\n'), ['2:1 yaml-syntax']);
    assert.ok(isFine('a: "=======\n  ======="\n'));
  });

  it('closes a quote only by a quote that is not part of the text', () => {
    const inside = fc.array(fc.constantFrom('\\', '"', "'", 'a', ' '), { maxLength: 8 });
    const double = fc.property(inside, (parts) => {
      const text = parts.join('');
      assert.is(isFine(`"${text}"`), /^(?:[^"\\]|\\["\\a ])*$/.test(text), JSON.stringify(text));
    });
    const single = fc.property(inside, (parts) => {
      const text = parts.join('');
      assert.is(isFine(`'${text}'`), /^(?:[^']|'')*$/.test(text), JSON.stringify(text));
    });
    for (const property of [double, single]) fc.assert(property, tries());
  });

  it('has no control characters, no other line ends and nothing that reorders text', () => {
    const refused = ['\0', '\b', '\v', '\f', '\x1b', '\x7f', '\x80', '\x85', '\x9f', '\u2028', '\u2029'];
    for (const character of [
      ...refused,
      '\u202e',
      '\u2066',
      '\ufeff',
      '\ufffe',
      '\uffff',
      '\ud800',
      '\udfff',
    ])
      assert.equal(said(`a: "b${character}c"\n# d`), ['1:6 control-character'], JSON.stringify(character));
    for (const character of ['\t', '\n ', '\r\n ', 'ë', '\u00a0', '\u200d', '\u200f', '😀', '\ufffd'])
      assert.ok(isFine(`a: "b${character}c"\n# d`), JSON.stringify(character));
    assert.ok(isFine('\ufeffa: b\r\n'));
    assert.equal(said('a: b\rc: d\r'), ['1:5 control-character']);
  });

  it('has each kind of control character once', () => {
    assert.equal(said('\0\0a\x01\0\x01'), ['1:1 control-character', '1:4 control-character']);
  });

  it('never throws, and always has words', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        ': ',
        '- ',
        '? ',
        '\n',
        '  ',
        '\t',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        "'",
        '#',
        ' #',
        '&a',
        '*a',
        '!b',
      ],
      ...['|', '>', '%', '---\n', '...\n', '\\', '@', '<<', '1', '\r\n', '\0'],
    );
    const any = fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { contents, diagnostics } = parseYaml({ file: 'x', text: pieces.join('') });
      assert.ok(contents === undefined || diagnostics.length === 0);
      for (const diagnostic of diagnostics) {
        const { message, hint } = describe(diagnostic);
        assert.ok(message.length > 5 && hint.length > 5, JSON.stringify(diagnostic));
        assert.not.match(message + hint, /undefined|NaN/);
      }
    });
    fc.assert(any, tries());
  });
});
