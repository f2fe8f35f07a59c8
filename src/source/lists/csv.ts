import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import type { Known } from '../../privacy/quoted.js';
import { findCells, skipBlankLines } from './csv-cells.js';
import { readCsvRows } from './csv-rows.js';
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
import { findBadNames } from './list-names.js';
import { asBuffer, findControl, placesOfList, textStart, type ListPlaces } from './list-places.js';

/** The state of a reading. */
interface Reading {
  readonly limits: ListLimits;
  readonly buffer: Buffer;
  readonly places: ListPlaces;
  readonly names: string[];
  readonly rows: ListRow[];
  /** Where each row begins. */
  readonly starts: number[];
  readonly diagnostics: Diagnostic[];
  /** Behind the last row that was read. */
  end: number;
  /** How many cells have been read, those of bad rows among them. */
  cells: number;
  bad: number;
}

/** Reads CSV as RFC 4180 has it, with a header and with any line ends. Nothing is trimmed and nothing is typed. */
export function parseCsv(source: ListSource, limits: ListLimits): List {
  const from = textStart(source.bytes);
  const buffer = asBuffer(source.bytes);
  const places = placesOfList(source, from);
  const reading: Reading = {
    ...{ limits, buffer, places, names: [], rows: [], starts: [], diagnostics: [] },
    ...{ end: from, cells: 0, bad: 0 },
  };
  const { names, rows, starts, diagnostics } = reading;
  const fault = read(reading, from);
  if (fault) diagnostics.push(fault);
  if (rows.length === 0 && diagnostics.length === 0)
    diagnostics.push({ code: 'list-empty', args: {}, span: places.span(from, from) });
  if (names.length === 0) return brokenList(places, diagnostics);
  return {
    ...{ file: source.file, line: places.line, rows, diagnostics },
    locate: (row, column = '') => {
      const index = names.indexOf(column);
      const start = starts[row] ?? from;
      return index === -1
        ? open(placeOf(reading, start))
        : placeOfCell(placeOf(reading, start, index), column);
    },
  };
}

function read(reading: Reading, from: number): Diagnostic | undefined {
  const options = { longestRow: reading.limits.line, ragged: true };
  const fault = readCsvRows(reading.buffer.subarray(from), options, (cells, { bytes }) => {
    const start = skipBlankLines(reading.buffer, reading.end);
    reading.end = from + bytes;
    return reading.names.length === 0 ? readHeader(reading, cells, start) : readRow(reading, cells, start);
  });
  return fault === undefined ? undefined : explainFault(reading);
}

/** Whether there is any sense in reading on. */
function readHeader(reading: Reading, cells: readonly string[], start: number): boolean {
  const { limits, names, diagnostics } = reading;
  const place = (column: number): Span => placeOf(reading, start, column);
  for (const name of cells) names.push(name);
  if (cells.length > limits.columns) diagnostics.push(tooLarge('columns', limits, place(limits.columns)));
  else {
    const control = findControl(cells);
    if (control) diagnostics.push(controlAt(control.character, place(control.cell)));
    else diagnostics.push(...findBadNames(cells, place));
  }
  // Without its columns no row can be understood.
  return diagnostics.length === 0;
}

function readRow(reading: Reading, cells: readonly string[], start: number): boolean {
  const { limits, names, rows, starts, diagnostics } = reading;
  const problem = rowProblem(reading, cells, start);
  if (!problem) {
    rows.push(rowOf(names, cells));
    starts.push(start);
    return true;
  }
  diagnostics.push(problem);
  if (problem.code === 'list-too-large') return false;
  if (++reading.bad < limits.errors) return true;
  diagnostics.push({ code: 'not-all-checked', args: { limit: limits.errors }, span: problem.span });
  return false;
}

function rowProblem(reading: Reading, cells: readonly string[], start: number): Diagnostic | undefined {
  const { limits, names, rows } = reading;
  reading.cells += cells.length;
  if (rows.length === limits.rows) return tooLarge('rows', limits, placeOf(reading, start, 0));
  if (reading.cells > limits.cells) return tooLarge('cells', limits, placeOf(reading, start, 0));
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

function controlAt(character: Known, span: Span): Diagnostic {
  return { code: 'control-character', args: { character }, span };
}
