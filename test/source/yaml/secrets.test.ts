import * as assert from 'uvu/assert';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { compileShape } from '../../../src/source/schema/shape.js';
import { readDocument, type Path } from '../../../src/source/yaml/document.js';
import { spec } from '../../harness/spec.js';
import { timesAsLong } from '../../report/findings/findings-fixture.js';

const text = { type: 'string' };
const shape = compileShape({
  type: 'object',
  properties: {
    name: text,
    digits: { anyOf: [text, { type: 'object', properties: { send: text } }] },
    vars: { type: 'object', additionalProperties: text },
    list: { type: 'array', items: { type: 'object', properties: { to: text, digits: text } } },
  },
});

function place(yaml: string, path: Path, part?: 'key' | 'value'): Span {
  return readDocument({ file: 'x', text: yaml }, shape).locate(path, part);
}

function isLineOpen(yaml: string, path: Path): boolean {
  return place(yaml, path).lineIsOpen === true;
}

spec('source: secrets', (it) => {
  it('are the values of their keys, and all that is within them', () => {
    const yaml =
      'name: a\ndigits: { send: "1" }\nvars:\n  pin: "2"\n  more: "3"\nlist:\n  - digits: "4"\n    to: b\n';
    for (const path of [['digits'], ['digits', 'send'], ['list', 0, 'digits']])
      assert.is(place(yaml, path).about, 'digits', path.join('.'));
    for (const path of [['vars'], ['vars', 'pin'], ['vars', 'more']])
      assert.is(place(yaml, path).about, 'vars', path.join('.'));
    for (const path of [['name'], ['list'], ['list', 0], ['list', 0, 'to']])
      assert.is(place(yaml, path).about, undefined, path.join('.'));
  });

  it('are not the keys themselves, but those within them', () => {
    assert.is(place('digits: { send: "1" }', ['digits'], 'key').about, undefined);
    assert.is(place('digits: { send: "1" }', ['digits', 'send'], 'key').about, 'digits');
    assert.is(place('vars: { pin: "1" }', ['vars', 'pin'], 'key').about, 'vars');
  });

  it('are what aliases bring to their keys, and what aliases take from there', () => {
    const yaml =
      'name: &n "1"\ndigits: *n\nvars: &v { pin: &p "2" }\nlist: [{ to: *p, digits: "3" }]\nother: *v\n';
    for (const path of [['name'], ['digits'], ['list', 0, 'to'], ['other'], ['other', 'pin']])
      assert.ok(place(yaml, path).about, path.join('.'));
    assert.is(place('name: &n "1"\nlist: [{ to: *n }]', ['list', 0, 'to']).about, undefined);
  });

  it('are under a key with a letter wrong, where the schema does not know it', () => {
    assert.is(place('digts: "1"', ['digts']).about, 'digits');
    assert.is(place('varz: { a: "1" }', ['varz', 'a']).about, 'vars');
    assert.is(place('nam: "1"', ['nam']).about, undefined);
    assert.is(place('sip: { vers: "1" }', ['sip', 'vers']).about, undefined);
  });

  it('keep their lines to themselves', () => {
    const yaml = 'name: a\nlist: [{ to: b, digits: "1" }]\nvars:\n  pin: "2"\nother: c\n';
    assert.ok(isLineOpen(yaml, ['name']));
    assert.ok(isLineOpen(yaml, ['other']));
    for (const path of [['list'], ['list', 0, 'to'], ['vars', 'pin']])
      assert.not.ok(isLineOpen(yaml, path), path.join('.'));
    assert.not.ok(isLineOpen('name: a # digits: 1\n', ['name']));
    assert.ok(isLineOpen('name: a\r\ndigits: "1"\r\n', ['name']));
    for (const length of [4000, 4095, 4096, 10_000])
      assert.is(isLineOpen(`name: a${' '.repeat(length - 7)}`, ['name']), length < 4096, String(length));
  });

  it('are everywhere in what could not be parsed, or not be read to its end', () => {
    const deep = (inner: string): string => '['.repeat(40) + inner + ']'.repeat(40);
    for (const yaml of [
      'name: @a\n',
      '',
      `name: a\na: &a ${deep('b')}\nb: &b ${deep('*a')}\nc: ${deep('*b')}\n`,
    ]) {
      const { lacks, diagnostics } = readDocument({ file: 'x', text: yaml }, shape);
      assert.is(lacks, 'all');
      for (const { span } of diagnostics) assert.is(span.about, 'unparsed');
      assert.is(place(yaml, ['name']).about, 'unparsed');
      assert.not.ok(isLineOpen(yaml, ['name']));
    }
  });

  it('are found in any depth and breadth', () => {
    const wide = `digits: [${'1, '.repeat(200_000)}1]\n`;
    assert.is(place(wide, ['digits', 199_999]).about, 'digits');
    const deep = `${'{ vars: '.repeat(60)}"1"${' }'.repeat(60)}\n`;
    assert.is(
      place(
        deep,
        Array.from({ length: 60 }, () => 'vars'),
      ).about,
      'vars',
    );
    const merged = 'list: [{ <<: { digits: "1" }, vars: { pin: "2" } }]\n';
    assert.is(place(merged, ['list', 0, 'digits']).about, 'digits');
    assert.is(place(merged, ['list', 0, 'vars', 'pin']).about, 'vars');
  });

  it('cost no more than the text: twenty times as many of them, twenty times the time', () => {
    const reading = (n: number) => {
      const rows = Array.from({ length: n }, (_, i) => `  - { to: a, digits: "${i}" }\n`).join('');
      return (): Span => {
        const { locate } = readDocument({ file: 'x', text: `list:\n${rows}` }, shape);
        for (let i = 0; i < n; i++) locate(['list', i, 'to']);
        return locate(['list', n - 1, 'digits']);
      };
    };
    assert.is(reading(100)().about, 'digits');
    assert.ok(timesAsLong(reading(500), reading(10_000)) < 100);
  });
});
