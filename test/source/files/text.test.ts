import * as assert from 'uvu/assert';
import { decodeText, placesOf } from '../../../src/source/files/text.js';
import { spec } from '../../harness/spec.js';

/** Where a file that is not UTF-8 is said to be none. */
function placeIn(...parts: readonly (string | number)[]): string {
  const bytes = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
  );
  const said = decodeText(bytes, 'plan.yaml');
  if (!('code' in said)) return 'fine';
  assert.is(said.code, 'not-utf8');
  return `${said.span.start.line}:${said.span.start.column}`;
}

spec('source: text', (it) => {
  it('says where it is not UTF-8', () => {
    assert.is(placeIn('a: "caf', 0xe9, '"'), '1:8');
    assert.is(placeIn('a\nb\r\nzoë ', 0xff), '3:5');
    assert.is(placeIn(0x80), '1:1');
    assert.is(placeIn('a', 0xe2, 0x82), '1:2');
    assert.is(placeIn('\ufeff', 'ab', 0xc0, 0xaf), '1:3');
    assert.is(placeIn(0xff, 0xfe, 'a', 0), '1:1');
    assert.is(placeIn('a \ufffd b ', 0xed, 0xa0, 0x80), '1:7');
  });

  it('may hold the replacement character itself', () => {
    assert.is(placeIn('a: "\ufffd\ufffd"'), 'fine');
  });

  it('has no byte order mark', () => {
    assert.equal(decodeText(Buffer.from('\ufeffa: b'), 'x'), { file: 'x', text: 'a: b' });
  });

  it('has places in whatever order they are asked for', () => {
    const text = 'ab\n\nc\r\nd';
    const span = placesOf({ file: 'x', text });
    const place = (at: number): string => {
      const { start, end } = span(at, at);
      assert.equal(start, end);
      return `${start.line}:${start.column}`;
    };
    assert.equal([8, 0, 3, 2, 4, 7, 5, 1].map(place), [
      '4:2',
      '1:1',
      '2:1',
      '1:3',
      '3:1',
      '4:1',
      '3:2',
      '1:2',
    ]);
    assert.equal(span(0, 8).end, { line: 4, column: 2 });
    assert.equal(placesOf({ file: 'x', text })(0, 5).end, { line: 3, column: 2 });
  });
});
