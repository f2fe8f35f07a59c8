import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import { known, quote } from '../../privacy/quoted.js';
import { readDocument, type SourceDocument } from '../yaml/document.js';
import {
  brokenList,
  open,
  placeOfCell,
  tooLarge,
  type List,
  type ListLimits,
  type ListRow,
  type ListSource,
} from './list.js';
import { badName, isColumnName, missingTo } from './list-names.js';
import { asBuffer, findControl, placesOfList, textStart } from './list-places.js';
import { ANY } from '../schema/shape.js';

/** A line of the file. */
interface Line {
  readonly file: string;
  readonly text: string;
  readonly number: number;
}

/** Reads JSON Lines: in each line one map of texts. Numbers are refused, since theirs would lose plus and zeros. */
export function parseJsonl(source: ListSource, limits: ListLimits): List {
  const places = placesOfList(source, textStart(source.bytes));
  const rows: ListRow[] = [];
  const numbers: number[] = [];
  const diagnostics: Diagnostic[] = [];
  let [cells, errors] = [0, 0];
  const lineAt = (number: number): Line => ({ file: source.file, text: places.line(number) ?? '', number });
  for (const line of linesOf(source)) {
    const limit = rows.length === limits.rows ? 'rows' : cells >= limits.cells ? 'cells' : undefined;
    const found = limit ? [tooLarge(limit, limits, whole(line))] : parseLine(line, limits);
    if (!Array.isArray(found)) {
      rows.push(found);
      numbers.push(line.number);
      cells += 1 + Object.keys(found.vars).length;
      continue;
    }
    for (const diagnostic of found) diagnostics.push(diagnostic);
    if (limit) break;
    errors += found.length;
    if (errors < limits.errors) continue;
    diagnostics.push({ code: 'not-all-checked', args: { limit: limits.errors }, span: whole(line) });
    break;
  }
  if (rows.length === 0 && diagnostics.length === 0)
    return brokenList(places, [{ code: 'list-empty', args: {}, span: places.span(0, 0) }]);
  return {
    ...{ file: source.file, line: places.line, rows, diagnostics },
    locate: (row, column) => {
      const line = lineAt(numbers[row] ?? 1);
      return column === undefined ? open(whole(line)) : placeIn(line, documentOf(line), column);
    },
  };
}

/** The lines that have something in them, one by one. */
function* linesOf({ file, bytes }: ListSource): Generator<Line, void> {
  const buffer = asBuffer(bytes);
  let start = textStart(bytes);
  for (let number = 1; start < bytes.length; number++) {
    const found = buffer.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    const text = buffer.toString('utf8', start, end).replace(/\r$/, '');
    if (text.trim() !== '') yield { file, text, number };
    start = end + 1;
  }
}

function parseLine(line: Line, limits: ListLimits): ListRow | Diagnostic[] {
  const value = parseJson(line.text);
  if (value === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return [
      {
        code: 'list-syntax',
        args: { mistake: value === undefined ? 'not-json' : 'not-map' },
        span: whole(line),
      },
    ];
  const entries = Object.entries(value);
  // JSON.parse passes over the first of two equal keys. Where all is text, each key and each value is one text of the line.
  const simple = entries.every(([name, cell]) => isColumnName(name) && typeof cell === 'string');
  const texts = simple ? [...line.text.matchAll(/"(?:[^"\\]|\\.)*"/g)].length : 0;
  const cells = Object.values(value) as string[];
  if (
    !simple ||
    texts !== 2 * entries.length ||
    !Object.hasOwn(value, 'to') ||
    entries.length > limits.columns
  )
    return explainLine(line, value as Record<string, unknown>, limits);
  const control = findControl(cells);
  if (control) {
    const span = placeIn(line, documentOf(line), entries[control.cell]?.[0] ?? '');
    return [{ code: 'control-character', args: { character: control.character }, span }];
  }
  const { to, id = '', ...vars } = value as Record<string, string> & { to: string };
  return id === '' ? { to, vars } : { to, id, vars };
}

/** JSON that could not be read is undefined, which no JSON stands for. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is wrong with a line that is a map. JSON is YAML too, and there everything has its place. */
function explainLine(line: Line, value: Readonly<Record<string, unknown>>, limits: ListLimits): Diagnostic[] {
  const names = Object.keys(value);
  if (names.length > limits.columns) return [tooLarge('columns', limits, whole(line))];
  const document = documentOf(line);
  const found = names.flatMap((name): Diagnostic[] => {
    if (!isColumnName(name)) return [badName(name, moved(line, document.locate([name], 'key')))];
    const cell = value[name];
    if (typeof cell === 'string') return [];
    const text = typeof cell === 'number' ? textAt(line, document, name) : '';
    const args = { name: known(name), kind: kindOf(cell), text: quote(text) };
    return [{ code: 'list-value', args, span: placeIn(line, document, name) }];
  });
  const repeated = document.diagnostics.flatMap((diagnostic): Diagnostic[] =>
    diagnostic.code === 'duplicate-key'
      ? [
          {
            code: 'list-column-repeated',
            args: { name: diagnostic.args.key },
            span: moved(line, diagnostic.span),
            ...(diagnostic.related && { related: moved(line, diagnostic.related) }),
          },
        ]
      : [],
  );
  const missing = Object.hasOwn(value, 'to') ? [] : [missingTo(names, whole(line))];
  const all = [...found, ...repeated, ...missing];
  return all.length > 0 ? all : [{ code: 'list-syntax', args: { mistake: 'not-json' }, span: whole(line) }];
}

function kindOf(value: unknown): 'number' | 'boolean' | 'null' | 'nested' {
  if (value === null) return 'null';
  return typeof value === 'number' || typeof value === 'boolean'
    ? (typeof value as 'number' | 'boolean')
    : 'nested';
}

function documentOf({ file, text }: Line): SourceDocument {
  return readDocument({ file, text }, ANY);
}

function placeIn(line: Line, document: SourceDocument, column: string): Span {
  return placeOfCell(moved(line, document.locate([column])), column);
}

/** The characters of a value, where it is no text. */
function textAt(line: Line, document: SourceDocument, column: string): string {
  const { start, end } = document.locate([column]);
  return line.text.slice(start.column - 1, end.column - 1);
}

/** A place in the line's own text as one in the file. */
function moved({ file, number }: Line, { start, end }: Span): Span {
  return { file, start: { ...start, line: number }, end: { ...end, line: number }, about: 'vars' };
}

function whole({ file, text, number }: Line): Span {
  const start = text.length - text.trimStart().length + 1;
  return {
    file,
    start: { line: number, column: start },
    end: { line: number, column: text.trimEnd().length + 1 },
    about: 'vars',
  };
}
