import { CsvError, parse } from 'csv-parse/sync';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { findCells, skipBlankLines } from './csv-cells.js';
import {
  brokenList,
  MAX_BAD_ROWS,
  MAX_COLUMNS,
  MAX_LINE_BYTES,
  MAX_ROWS,
  type List,
  type ListRow,
  type ListSource,
} from './list.js';
import { findBadNames } from './list-names.js';
import { asBuffer, findControl, placesOfList, textStart, type ListPlaces } from './list-places.js';

/** Ends the reading of rows: the parser knows no other way. */
const ENOUGH = new Error('enough');

/** The state of a reading. */
interface Reading {
  readonly buffer: Buffer;
  readonly places: ListPlaces;
  readonly names: string[];
  readonly rows: ListRow[];
  /** Where each row begins. */
  readonly starts: number[];
  readonly diagnostics: Diagnostic[];
  /** Behind the last row that was read. */
  end: number;
  bad: number;
}

/** Reads CSV as RFC 4180 has it, with a header and with any line ends. Nothing is trimmed and nothing is typed. */
export function parseCsv(source: ListSource): List {
  const from = textStart(source.bytes);
  const buffer = asBuffer(source.bytes);
  const places = placesOfList(source, from);
  const reading: Reading = {
    ...{ buffer, places, names: [], rows: [], starts: [], diagnostics: [] },
    ...{ end: from, bad: 0 },
  };
  const { names, rows, starts, diagnostics } = reading;
  const fault = read(reading, from);
  if (fault) diagnostics.push(fault);
  if (rows.length === 0 && diagnostics.length === 0)
    diagnostics.push({ code: 'list-empty', args: {}, span: places.span(from, from) });
  if (names.length === 0) return brokenList(places, diagnostics);
  return {
    ...{ file: source.file, line: places.line, rows, diagnostics },
    locate: (row, column) => {
      const index = column === undefined ? -1 : names.indexOf(column);
      return placeOf(reading, starts[row] ?? from, index === -1 ? undefined : index);
    },
  };
}

function read(reading: Reading, from: number): Diagnostic | undefined {
  try {
    parse(reading.buffer.subarray(from), {
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_LINE_BYTES,
      on_record: (cells: string[], { bytes }) => {
        const start = skipBlankLines(reading.buffer, reading.end);
        reading.end = from + bytes;
        if (reading.names.length === 0) readHeader(reading, cells, start);
        else readRow(reading, cells, start);
        // What is kept here, the parser need not keep as well.
        return undefined;
      },
    });
    return undefined;
  } catch (error) {
    if (error === ENOUGH) return undefined;
    if (!(error instanceof CsvError)) throw error;
    return explainFault(reading);
  }
}

function readHeader(reading: Reading, cells: readonly string[], start: number): void {
  const { names, diagnostics } = reading;
  const place = (column: number): Span => placeOf(reading, start, column);
  for (const name of cells) names.push(name);
  if (cells.length > MAX_COLUMNS)
    diagnostics.push({
      code: 'list-too-large',
      args: { what: 'columns', limit: MAX_COLUMNS },
      span: place(MAX_COLUMNS),
    });
  else {
    const control = findControl(cells);
    if (control) diagnostics.push(controlAt(control.character, place(control.cell)));
    else diagnostics.push(...findBadNames(cells, place));
  }
  // Without its columns no row can be understood.
  if (diagnostics.length > 0) throw ENOUGH;
}

function readRow(reading: Reading, cells: readonly string[], start: number): void {
  const { names, rows, starts, diagnostics } = reading;
  const problem = rowProblem(reading, cells, start);
  if (!problem) {
    rows.push(rowOf(names, cells));
    starts.push(start);
    return;
  }
  diagnostics.push(problem);
  if (problem.code === 'list-too-large') throw ENOUGH;
  if (++reading.bad < MAX_BAD_ROWS) return;
  diagnostics.push({ code: 'not-all-checked', args: { limit: MAX_BAD_ROWS }, span: problem.span });
  throw ENOUGH;
}

function rowProblem(reading: Reading, cells: readonly string[], start: number): Diagnostic | undefined {
  const { names, rows } = reading;
  if (rows.length === MAX_ROWS)
    return {
      code: 'list-too-large',
      args: { what: 'rows', limit: MAX_ROWS },
      span: placeOf(reading, start, 0),
    };
  if (cells.length !== names.length) {
    const args = { found: cells.length, expected: names.length };
    const column = Math.min(cells.length - 1, names.length);
    return { code: 'list-columns', args, span: placeOf(reading, start, column) };
  }
  const control = findControl(cells);
  return control && controlAt(control.character, placeOf(reading, start, control.cell));
}

function rowOf(names: readonly string[], cells: readonly string[]): ListRow {
  let to = '';
  let id = '';
  const vars: Record<string, string> = {};
  for (const [column, name] of names.entries()) {
    const cell = cells[column] ?? '';
    if (name === 'to') to = cell;
    else if (name === 'id') id = cell;
    else vars[name] = cell;
  }
  return id === '' ? { to, vars } : { to, id, vars };
}

/** Where a cell of the row at `start` stands, or the whole row. */
function placeOf({ buffer, places }: Reading, start: number, column?: number): Span {
  const { cells } = findCells(buffer, start);
  const [first, last] = [cells[0], cells.at(-1)];
  const [from, to] = (column === undefined ? undefined : cells[column]) ?? [
    first?.[0] ?? start,
    last?.[1] ?? start,
  ];
  return places.span(from, to);
}

/** What the parser gave up on. It does not say where the cell began that went wrong. */
function explainFault({ buffer, places, end }: Reading): Diagnostic {
  const start = skipBlankLines(buffer, end);
  const { fault } = findCells(buffer, start);
  // No line is longer than a row may be, so one that is has a quote that takes in the lines below it.
  const mistake = fault?.mistake ?? 'open-quote';
  const at = fault?.at ?? start;
  return { code: 'list-syntax', args: { mistake }, span: places.span(at, at + 1) };
}

function controlAt(character: string, span: Span): Diagnostic {
  return { code: 'control-character', args: { character }, span };
}
