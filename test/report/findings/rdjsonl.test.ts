import * as assert from 'uvu/assert';
import { inMarkdown } from '../../../src/text/markdown.js';
import { findingsRdjsonl } from '../../../src/report/findings/rdjsonl.js';
import { spec } from '../../harness/spec.js';
import { findings, hostile, mixed, OBEYED, span, timesAsLong } from './findings-fixture.js';

interface Line {
  readonly message: string;
  readonly location: {
    readonly path: string;
    readonly range: Readonly<Record<'start' | 'end', { readonly line: number; readonly column: number }>>;
  };
  readonly severity: string;
  readonly code: { readonly value: string };
}

function lines(given: Parameters<typeof findingsRdjsonl>[0]): Line[] {
  const report = findingsRdjsonl(given);
  return report
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

/** The columns that are said of spans in one text. */
function columns(
  text: string,
  spans: readonly (readonly [line: number, from: number, to: number])[],
): unknown {
  const diagnostics = spans.map((at) => ({ code: 'not-utf8' as const, args: {}, span: span('a', ...at) }));
  return lines(findings({ diagnostics, sources: [{ file: 'a', text }] })).map(({ location: { range } }) => [
    range.start.column,
    range.end.column,
  ]);
}

spec('report: rdjsonl', (it) => {
  it('has a line for each finding, in the fields that reviewdog reads', () => {
    const [first, second, third] = lines(mixed());
    assert.equal(first, {
      message:
        'the id "desk" is used a second time. Give each destination an id of its own. (first used here: plans/a.yaml:1:5)',
      location: {
        path: 'plans/a.yaml',
        range: { start: { line: 2, column: 5 }, end: { line: 2, column: 9 } },
      },
      severity: 'ERROR',
      source: { name: 'callplan' },
      code: { value: 'duplicate-id' },
    });
    assert.equal([second?.severity, third?.severity], ['WARNING', 'INFO']);
    assert.is(findingsRdjsonl(findings()), '');
  });

  it('counts columns in bytes of UTF-8', () => {
    assert.equal(
      columns('aé漢👍b', [
        [1, 1, 2],
        [1, 2, 3],
        [1, 3, 4],
        [1, 4, 6],
        [1, 6, 7],
      ]),
      [
        [1, 2],
        [2, 4],
        [4, 7],
        [7, 11],
        [11, 12],
      ],
    );
    assert.equal(
      columns('é\né é\n', [
        [1, 2, 2],
        [2, 1, 2],
        [2, 4, 4],
        [2, 3, 4],
      ]),
      [
        [3, 3],
        [1, 3],
        [6, 6],
        [4, 6],
      ],
    );
  });

  it('leaves columns alone where the text is not at hand', () => {
    const diagnostics = [{ code: 'not-utf8' as const, args: {}, span: span('a', 3, 7, 9) }];
    assert.equal(lines(findings({ diagnostics }))[0]?.location.range.start, { line: 3, column: 7 });
  });

  it('counts a long line once, not from its start for each finding', () => {
    const counting = (n: number) => {
      const text = 'é'.repeat(n * 200);
      const spans = Array.from({ length: n }, (_, i) => [1, i * 200 + 1, i * 200 + 2] as const);
      return () => columns(text, spans) as number[][];
    };
    assert.equal(counting(1000)().at(-1), [199_800 * 2 + 1, 199_800 * 2 + 3]);
    // Twenty times as many findings in a line twenty times as long: twenty times the work, or four hundred times.
    assert.ok(timesAsLong(counting(300), counting(6000)) < 100);
  });

  it('is harmless in a log, and in a comment that shows Markdown', () => {
    const report = findingsRdjsonl(hostile());
    assert.not.match(report, OBEYED);
    for (const { message } of lines(hostile())) {
      assert.not.match(message, /<(?=[a-z/])|(?<!\w)@\w|\]\(/);
      assert.match(message, '\\u{3c}img src=x>');
      assert.match(message, '\\u{40}someone');
    }
  });

  it('leaves in Markdown what harms nobody', () => {
    for (const text of [
      'sip:john1234@phone.plivo.com',
      'a < b & c',
      '`duplicates: allow`',
      'use [a, b] (or c)',
      'AT&T',
    ])
      assert.is(inMarkdown(text), text);
    for (const text of ['@a', '.@a', '&#64;a', '&lt;b', '[a][b]', '[a](b)', '<!-- a', '\\@a'])
      assert.is.not(inMarkdown(text), text);
  });
});
