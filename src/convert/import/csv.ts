import { Fault } from '../../diagnostics/fault.js';
import { readCsvRows } from '../../source/lists/csv-rows.js';
import type { SourceText } from '../../source/files/text.js';
import { parametersOf } from './body.js';
import { isParameter } from './parameter-names.js';
import {
  leftOut,
  refuseTooMany,
  type FoundRequest,
  type FoundRequests,
  type Remark,
} from './found-requests.js';

interface Row {
  readonly cells: readonly string[];
  /** Its last one. */
  readonly line: number;
}

/** Longest row, in bytes. */
const MAX_ROW = 100_000;

/** The rows of a CSV file with a column `to`: each is a call, and its columns are parameters, but for `id`. Throws Fault `form-unreadable`. */
export function readCsv({ file, text }: SourceText): FoundRequests {
  const [head, ...rows] = rowsOf(text, file);
  const columns = head?.cells.map((name) => name.trim()) ?? [];
  refuseHead(columns, file);
  const requests: FoundRequest[] = [];
  const remarks = unknownColumns(columns, file);
  for (const { cells: row, line } of rows) {
    const place = `${file}:${line}`;
    const cells = columns.map((name, index): [string, string] => [name, row[index]?.trim() ?? '']);
    const id = cells.find(([name]) => name === 'id')?.[1] ?? '';
    const parameters = parametersOf(cells.filter(([name]) => isParameter(name)));
    if ('refused' in parameters) remarks.push(leftOut(place, parameters.refused));
    else requests.push({ place, parameters, ...(id !== '' && { id }) });
  }
  return { requests, remarks, secrets: [] };
}

function rowsOf(text: string, file: string): Row[] {
  const rows: Row[] = [];
  const options = { delimiter: delimiterOf(text), longestRow: MAX_ROW };
  const fault = readCsvRows(text, options, (cells, { lines: line }) => {
    rows.push({ cells, line });
    refuseTooMany(rows.length - 1, file);
    return true;
  });
  if (fault === undefined) return rows;
  const line = (rows.at(-1)?.line ?? 0) + 1;
  throw new Fault('form-unreadable', { file, line, problem: problemOf(fault) });
}

/** Spreadsheets of many countries write semicolons. */
function delimiterOf(text: string): string {
  const [head = ''] = /^[^\n]*/.exec(text.trimStart()) ?? [];
  const counts = [',', ';', '\t'].map((delimiter) => [delimiter, head.split(delimiter).length] as const);
  return counts.reduce((most, count) => (count[1] > most[1] ? count : most))[0];
}

function refuseHead(columns: readonly string[], file: string): void {
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Fault('form-unreadable', { file, line: 1, problem: `the column ${twice} is there twice` });
  if (!columns.includes('to'))
    throw new Fault('form-unreadable', { file, line: 1, problem: 'it has no column named to' });
}

/** A list that people keep has more in it than a call takes. */
function unknownColumns(columns: readonly string[], file: string): Remark[] {
  return columns
    .filter((name) => name !== 'id' && !isParameter(name))
    .map((name) => ({
      place: `${file}:1`,
      text: `the column ${name.slice(0, 60)} is left out: it is no parameter of make-call that a plan can have`,
      lost: false,
    }));
}

/** csv-parse's own messages repeat the row. */
function problemOf(code: string): string {
  const problems: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'a " that opens in this row is never closed',
    CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'the row has not as many cells as the first one',
    CSV_MAX_RECORD_SIZE: `the row is longer than ${MAX_ROW} bytes; perhaps a " is not closed`,
  };
  return problems[code] ?? 'a " stands where a quoted cell neither begins nor ends';
}
