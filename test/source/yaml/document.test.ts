import * as assert from 'uvu/assert';
import { known, quote } from '../../../src/privacy/quoted.js';
import { readDocument, type Path, type SourceDocument } from '../../../src/source/yaml/document.js';
import { joinFindings } from '../../../src/source/schema/join-findings.js';
import { compileShape } from '../../../src/source/schema/shape.js';
import { spec } from '../../harness/spec.js';

const shape = compileShape({
  type: 'object',
  properties: {
    name: { type: ['string', 'null'] },
    keys: { type: 'string', pattern: '^[0-9*#]+$' },
    time: { type: 'integer' },
    map: { type: 'object', additionalProperties: { type: 'string' } },
    list: { type: 'array', items: { type: 'string' } },
  },
});

function read(text: string): SourceDocument {
  return readDocument({ file: 'x', text }, shape);
}

function codes(text: string): string[] {
  return read(text).diagnostics.map(({ code, span }) => `${span.start.line}:${span.start.column} ${code}`);
}

/** What stands at a path. */
function at(text: string, path: Path, part?: 'key' | 'value'): string {
  const { start, end } = read(text).locate(path, part);
  const lines = text.split('\n');
  return lines
    .slice(start.line - 1, end.line)
    .join('\n')
    .slice(start.column - 1, end.column - 1);
}

spec('source: documents', (it) => {
  it('keep their value in spite of a warning', () => {
    const { value, lacks, diagnostics } = read('name: 0042\nkeys: 1 #2\n');
    assert.equal(value, { name: '0042', keys: '1' });
    assert.is(lacks, 'nothing');
    assert.equal(
      diagnostics.map(({ code }) => code),
      ['unquoted-text', 'swallowed-text'],
    );
  });

  it('tell what is missing from them', () => {
    for (const text of ['name: a\nname: b', 'keys: #1', 'name: &a', 'name: 1'])
      assert.is(read(text).lacks, 'nothing', text);
    for (const text of ['name: *a', 'map: &a { b: *a }', 'map: { <<: 1 }'])
      assert.is(read(text).lacks, 'parts', text);
    for (const text of ['@', '', 'a\0']) assert.is(read(text).lacks, 'all', text);
  });

  it('warn of what is read as a text, where it stands and nowhere else', () => {
    assert.equal(codes('name: null\ntime: 5\nmap: { a: 1, b: "2", c: x }'), ['3:11 unquoted-text']);
    assert.equal(codes('name: &a 12\nmap: { a: *a }\nlist: [*a, *a]'), ['1:10 unquoted-text']);
    assert.equal(codes('other: 12\nmore: { a: 0x1, b: [yes] }'), []);
    assert.equal(codes('name: |\n  12\n'), []);
    assert.equal(codes('name: >-\n  12\nlist: ["1", \'2\']'), []);
  });

  it('tell a comment from what looks like a part of the value', () => {
    assert.equal(codes('keys: 12 #3'), ['1:10 swallowed-text']);
    assert.equal(codes('keys: 12\t#*'), ['1:10 swallowed-text']);
    assert.equal(codes('keys: 12 #w w\r\nname: a #1\r\n'), ['1:10 swallowed-text', '2:9 swallowed-text']);
    assert.equal(codes('keys: "12" #3'), []);
    assert.equal(codes('keys: x #wait\nname: a #w\ntime: 5 #6'), []);
    assert.equal(codes('keys: x\n  #3\nname: # 4'), []);
    assert.equal(codes('list: [a #1\n  , b # 2\n  ]'), ['1:10 swallowed-text']);
  });

  it('have no value where a comment stands in its place', () => {
    assert.equal(codes('keys: #1\nname: #2nd\nlist:\n  - #3\n  - # 4'), [
      '1:7 swallowed-value',
      '2:7 swallowed-value',
      '4:5 swallowed-value',
    ]);
    assert.equal(codes('name:\n#1\n'), []);
    assert.equal(codes('map:\n  #1\n  a: b'), []);
    assert.equal(codes('time: #1'), []);
  });

  it('have places for keys and values that aliases and merges bring', () => {
    const text = 'a: &a { x: one, y: two }\nb: *a\nc: { <<: *a, y: three }\nd: { <<: [{ z: four }, *a] }';
    assert.is(at(text, ['b', 'x']), 'one');
    assert.is(at(text, ['b', 'x'], 'key'), 'x');
    assert.is(at(text, ['c', 'x']), 'one');
    assert.is(at(text, ['c', 'y']), 'three');
    assert.is(at(text, ['d', 'z']), 'four');
    assert.is(at(text, ['d', 'y'], 'key'), 'y');
    assert.is(at(text, ['c', 'nothing']), '{ <<: *a, y: three }');
  });

  it('have the same places in a map of many keys', () => {
    const text =
      Array.from({ length: 100 }, (_, i) => `k${i}: v${i}`).join('\n') + '\nk7: again\n<<: { m: merged }';
    assert.is(at(text, ['k7']), 'v7');
    assert.is(at(text, ['k99'], 'key'), 'k99');
    assert.is(at(text, ['m']), 'merged');
  });
});

spec('source: findings', (it) => {
  const place = (column: number): { line: number; column: number } => ({ line: 1, column });
  const span = (from: number, to: number): SourceDocument['diagnostics'][number]['span'] => {
    return { file: 'x', start: place(from), end: place(to), about: undefined };
  };
  const warning = {
    code: 'unquoted-text',
    args: { text: quote('1'), seen: quote('1') },
    span: span(3, 4),
  } as const;
  const error = { code: 'anchor-alone', args: { name: quote('a') }, span: span(3, 5) } as const;
  const schema = (from: number) =>
    ({ code: 'missing-key', args: { key: known('a') }, span: span(from, 9) }) as const;

  it('of the schema come before warnings at the same place', () => {
    assert.equal(joinFindings([warning], [schema(3)]), [schema(3)]);
    assert.equal(joinFindings([warning], [schema(4)]), [warning, schema(4)]);
  });

  it('of the schema are echoes of errors in reading, there and right behind', () => {
    assert.equal(joinFindings([error], [schema(3), schema(4), schema(5)]), [error, schema(4)]);
  });
});
