import type { Args } from '../../diagnostics/catalog.js';
import type { Diagnostic, Finding, Span } from '../../diagnostics/diagnostic.js';
import type { SourceLines } from '../files/text.js';

/** How much of everything a list may have, so that no file can take all the memory. */
export const LIST_LIMITS = {
  /** Bytes of the file. */
  file: 256 * 1024 * 1024,
  /** Bytes of a line, and of a row where a quoted cell has lines of its own. */
  line: 65_536,
  /** Blank ones and those within quoted cells among them. */
  lines: 4_000_000,
  rows: 1_000_000,
  columns: 1000,
  /** Of all rows together: each is kept. */
  cells: 5_000_000,
  /** After so many no further row is looked into: whoever has more needs the first ones, not all of them. */
  errors: 1000,
} as const;

export type ListLimits = Readonly<Record<keyof typeof LIST_LIMITS, number>>;

/** One row as it is written: every value is the text that stands there. */
export interface ListRow {
  readonly to: string;
  /** Absent where the cell is empty. */
  readonly id?: string;
  /** The other columns by their names. */
  readonly vars: Readonly<Record<string, string>>;
}

/** A list file, read. Rows in which the file itself is wrong are left out, and `diagnostics` say why. */
export interface List extends SourceLines {
  readonly rows: readonly ListRow[];
  readonly diagnostics: readonly Diagnostic[];
  /** The place of a cell of a row; that of the whole row when no column is named, or the row has no such column. */
  readonly locate: (row: number, column?: string) => Span;
}

/** Why there is no list to read. */
export type NoList = Finding<'list-missing' | 'list-unreadable'>;

/** The bytes of a list file and the name under which the user knows it. Its ending says what it is: `.csv` or `.jsonl`. */
export interface ListSource {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The place of a cell: it may become digits, unless it says who is called. */
export function placeOfCell(span: Span, column: string): Span {
  return column === 'to' || column === 'id' ? open(span) : { ...span, about: 'vars' };
}

/** A place of which nothing is quoted that may become digits: the name of a column, an address, a row as a whole. */
export function open(span: Span): Span {
  return { ...span, about: undefined };
}

/** A list of which nothing can be used. */
export function brokenList({ file, line }: SourceLines, diagnostics: readonly Diagnostic[]): List {
  const start = { line: 1, column: 1 };
  const span = { file, start, end: start, about: undefined };
  return { file, line, rows: [], diagnostics, locate: () => span };
}

/** The finding of a list that goes beyond a limit. */
export function tooLarge(what: Args<'list-too-large'>['what'], limits: ListLimits, span: Span): Diagnostic {
  return { code: 'list-too-large', args: { what, limit: limits[what] }, span };
}
