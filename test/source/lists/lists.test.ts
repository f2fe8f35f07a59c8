import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { List, ListLimits } from '../../../src/source/lists/list.js';
import { parseList } from '../../../src/source/lists/parse-list.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';

const csv = (text: string): List => parseList({ file: 'list.csv', text });
const jsonl = (text: string): List => parseList({ file: 'list.jsonl', text });

/** What of the text a place covers. */
function covered(text: string, { locate }: List, row: number, column?: string): string {
  const { start, end } = locate(row, column);
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  const at = ({ line, column }: typeof start): number => (starts[line - 1] ?? 0) + column - 1;
  return text.slice(at(start), at(end));
}

/** Cells of what people write, and of what makes CSV hard; no control characters, which lists must not have. */
const cell = fc.string({
  unit: fc.constantFrom(
    'a',
    'é',
    '中',
    '😀',
    ' ',
    ',',
    '"',
    '""',
    ';',
    '\t',
    '\n',
    '\r\n',
    "'",
    '\\',
    '=',
    '0',
  ),
  maxLength: 6,
});
const table = fc
  .uniqueArray(fc.constantFrom('name', 'pin', 'n', 'constructor', 'toString'), { maxLength: 4 })
  .chain((names: string[]) =>
    fc.record({
      names: fc.constant(['to', ...names]),
      rows: fc.array(fc.tuple(fc.constantFrom('+14155550101', 'sip:a@b.example'), ...names.map(() => cell)), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  );

function quoted(text: string, always: boolean): string {
  return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

spec('source: lists', (it) => {
  it('of CSV give what was written, each cell with its place', () => {
    const layout = fc.record({
      end: fc.constantFrom('\n', '\r\n'),
      always: fc.boolean(),
      last: fc.boolean(),
      mark: fc.boolean(),
      blank: fc.boolean(),
    });
    fc.assert(
      fc.property(table, layout, ({ names, rows }, { end, always, last, mark, blank }) => {
        const written = rows.map((row) => row.map((text) => quoted(text, always)));
        const lines = [names.join(','), ...written.map((row) => row.join(','))];
        const text = lines.join(blank ? end + end : end) + (last ? end : '');
        const list = csv((mark ? '\ufeff' : '') + text);
        assert.equal(list.diagnostics, []);
        assert.equal(
          list.rows.map(({ to, vars }) => [to, ...names.slice(1).map((name) => vars[name])]),
          rows,
        );
        for (const [row, cells] of written.entries())
          for (const [column, name] of names.entries())
            assert.is(covered(text, list, row, name), cells[column]);
      }),
      tries(),
    );
  });

  it('of JSON Lines give what was written, each value with its place', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n', '\n\n', '\n \n'),
        fc.boolean(),
        ({ names, rows }, end, wide) => {
          const lines = rows.map((row) => {
            const object = Object.fromEntries(names.map((name, column) => [name, row[column]]));
            return wide ? JSON.stringify(object, undefined, 1).replaceAll('\n', ' ') : JSON.stringify(object);
          });
          const text = lines.join(end);
          const list = jsonl(text);
          assert.equal(list.diagnostics, []);
          for (const [row, cells] of rows.entries()) {
            assert.is(list.rows[row]?.to, cells[0]);
            for (const [column, name] of names.entries()) {
              if (name !== 'to') assert.is(list.rows[row]?.vars[name], cells[column]);
              assert.is(covered(text, list, row, name), JSON.stringify(cells[column]));
            }
          }
        },
      ),
      tries(),
    );
  });

  it('take an empty id for none', () => {
    assert.equal(csv('to,id\n+14155550101,\n').rows, [{ to: '+14155550101', vars: {} }]);
    assert.equal(jsonl('{"to":"+14155550101","id":""}').rows, [{ to: '+14155550101', vars: {} }]);
  });

  it('have a whole row for the place of a column that it lacks', () => {
    const text = '{"to":"+14155550101"}\n{"to":"+14155550102","name":"Ada"}';
    assert.is(covered(text, jsonl(text), 0, 'name'), '{"to":"+14155550101"}');
    const rows = 'to,name\n+14155550101,Ada\n';
    assert.is(covered(rows, csv(rows), 0), '+14155550101,Ada');
  });
});

/** The codes of what is found, each with its number. */
function codes({ diagnostics }: List): string {
  const counts = new Map<string, number>();
  for (const { code, args } of diagnostics) {
    const key = code === 'list-too-large' ? `${code} ${(args as { what: string }).what}` : code;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => (count === 1 ? key : `${key} ${count} times`)).join(', ');
}

/** A tenth and less of what lists may have, so that it is soon reached. */
const limits: ListLimits = { file: 2000, line: 200, lines: 100, rows: 20, columns: 5, cells: 60, errors: 10 };

spec('source: lists without bounds', (it) => {
  const cells = (count: number): string => `x${',x'.repeat(count - 1)}\n`;
  const values = (names: readonly string[]): string => names.map((name) => `,"${name}":1`).join('');
  const cases: readonly [title: string, file: 'csv' | 'jsonl', text: string, expected: string][] = [
    ['a large file', 'csv', `to\n${'x\n'.repeat(1000)}`, 'list-too-large file'],
    ['a line without end', 'csv', `to\n${'0'.repeat(201)}`, 'list-too-large line'],
    ['a line without end', 'jsonl', ' '.repeat(201), 'list-too-large line'],
    ['blank lines without end', 'csv', '\n'.repeat(101), 'list-too-large lines'],
    ['blank lines without end', 'jsonl', '\n'.repeat(101), 'list-too-large lines'],
    ['rows', 'csv', `to\n${'x\n'.repeat(21)}`, 'list-too-large rows'],
    ['rows', 'jsonl', '{"to":"x"}\n'.repeat(21), 'list-too-large rows'],
    ['columns', 'csv', `to,a,b,c,d,e\n`, 'list-too-large columns'],
    ['columns', 'jsonl', `{"to":"x"${values(['a', 'b', 'c', 'd', 'e'])}}`, 'list-too-large columns'],
    ['cells', 'csv', `to,a,b,c,d\n${cells(5).repeat(13)}`, 'list-too-large cells'],
    ['cells', 'jsonl', '{"to":"x","a":"","b":"","c":"","d":""}\n'.repeat(13), 'list-too-large cells'],
    ['cells of bad rows', 'csv', `to\n${cells(25).repeat(3)}`, 'list-columns 2 times, list-too-large cells'],
    ['bad rows', 'csv', `to\n${cells(2).repeat(12)}`, 'list-columns 10 times, not-all-checked'],
    ['bad rows', 'jsonl', '[]\n'.repeat(12), 'list-syntax 10 times, not-all-checked'],
    [
      'bad values in a few rows',
      'jsonl',
      `{"to":"x"${values(['a', 'b', 'c', 'd'])}}\n`.repeat(5),
      'list-value 12 times, not-all-checked',
    ],
    [
      'one key, again and again',
      'jsonl',
      `{"to":"x"${',"a":""'.repeat(20)}}\n`.repeat(3),
      'list-column-repeated 19 times, not-all-checked',
    ],
  ];
  for (const [title, file, text, expected] of cases)
    it(`${title} in ${file} end in few findings`, () => {
      assert.is(codes(parseList({ file: `list.${file}`, text }, limits)), expected);
    });

  it('are fine up to the limits', () => {
    assert.is(codes(parseList({ file: 'list.csv', text: `to,a,b\n${cells(3).repeat(20)}` }, limits)), '');
    const line = '{"to":"x","a":"","b":""}\n';
    assert.is(codes(parseList({ file: 'list.jsonl', text: line.repeat(20) }, limits)), '');
  });

  it('have limits that no file of theirs can escape by nesting or by an open quote', () => {
    const nested = `{"to":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    assert.is(codes(jsonl(`${nested}\n${'{"to":'.repeat(10_000)}`)), 'list-value, list-syntax');
    assert.is(codes(csv(`to\n"${'a\n'.repeat(2_000_000)}`)), 'list-syntax');
  });
});
