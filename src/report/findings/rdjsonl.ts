import type { Position, Span } from '../../diagnostics/diagnostic.js';
import { fullMessage, worded, type Findings, type Worded } from './findings.js';
import { jsonText } from '../../text/json-text.js';
import { inMarkdown } from '../../text/markdown.js';
import { linesOf, type LineOf } from './source-lines.js';

const SEVERITIES = { error: 'ERROR', warning: 'WARNING', note: 'INFO' } as const;

/** Findings in reviewdog's diagnostic format, one JSON value a line. Its columns count the bytes of UTF-8. */
export function findingsRdjsonl(findings: Findings): string {
  const column = byteColumns(linesOf(findings.sources));
  return worded(findings)
    .map((diagnostic) => jsonText(lineOf(diagnostic, column), 0))
    .join('');
}

function lineOf({ code, words, span, related }: Worded, column: ByteColumn): unknown {
  const { file, start, end } = span;
  // Older versions of reviewdog refuse a second location in a field of its own.
  const second =
    related && words.relatedMessage !== undefined
      ? ` (${words.relatedMessage}: ${related.file}:${related.start.line}:${related.start.column})`
      : '';
  return {
    message: inMarkdown(fullMessage(words) + second),
    location: {
      path: file,
      range: {
        start: { line: start.line, column: column(span, start) },
        end: { line: end.line, column: column(span, end) },
      },
    },
    severity: SEVERITIES[words.severity],
    source: { name: 'callplan' },
    code: { value: code },
  };
}

type ByteColumn = (span: Span, position: Position) => number;

/** Counts on from the place that was asked for last: findings come in order, and a line may have megabytes. */
function byteColumns(lineOf: LineOf): ByteColumn {
  let last = { file: '', line: 0, column: 1, bytes: 0 };
  return (span, { line, column }) => {
    const { file } = span;
    const text = lineOf({ ...span, start: { line, column } });
    if (text === undefined) return column;
    const known = last.file === file && last.line === line && last.column <= column;
    const from = known ? last : { column: 1, bytes: 0 };
    const bytes = from.bytes + Buffer.byteLength(text.slice(from.column - 1, column - 1));
    last = { file, line, column, bytes };
    return bytes + 1;
  };
}
