import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import { Fault } from '../diagnostics/fault.js';
import type { SourceText } from '../source/text.js';
import { parametersOf } from './body.js';
import { isParameter } from './parameter-names.js';
import { leftOut, refuseMany, type FoundCall, type Reading, type Remark } from './reading.js';

interface Row {
  readonly record: readonly string[];
  readonly info: InfoRecord;
}

/** Longest row, in characters. */
const MAX_ROW = 100_000;

/** The rows of a CSV file with a column `to`: each is a call, and its columns are parameters, but for `id`. Throws Fault `form-unreadable`. */
export function readCsv({ file, text }: SourceText): Reading {
  const [head, ...rows] = rowsOf(text, file);
  const columns = head?.record.map((name) => name.trim()) ?? [];
  refuseHead(columns, file);
  const calls: FoundCall[] = [];
  const remarks = unknownColumns(columns, file);
  for (const { record, info } of rows) {
    const place = `${file}:${info.lines}`;
    const cells = columns.map((name, index): [string, string] => [name, record[index]?.trim() ?? '']);
    const id = cells.find(([name]) => name === 'id')?.[1] ?? '';
    const parameters = parametersOf(cells.filter(([name]) => isParameter(name)));
    if ('refused' in parameters) remarks.push(leftOut(place, parameters.refused));
    else calls.push({ place, parameters, ...(id !== '' && { id }) });
  }
  return { calls, remarks, secrets: [] };
}

function rowsOf(text: string, file: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW,
      // Kept here, so that of a row that cannot be read it is known where it began.
      on_record: (row: unknown) => {
        rows.push(row as Row);
        refuseMany(rows.length - 1, file);
        return undefined;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (rows.at(-1)?.info.lines ?? 0) + 1;
    throw new Fault('form-unreadable', { file, line, problem: problemOf(error) }, error);
  }
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
function problemOf({ code }: CsvError): string {
  const problems: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'a " that opens in this row is never closed',
    CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'the row has not as many cells as the first one',
    CSV_MAX_RECORD_SIZE: `the row is longer than ${MAX_ROW} characters; perhaps a " is not closed`,
  };
  return problems[code] ?? 'a " stands where a quoted cell neither begins nor ends';
}
