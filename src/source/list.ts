import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import type { SourceLines } from './text.js';

/** Largest list file, in bytes. */
export const MAX_LIST_BYTES = 256 * 1024 * 1024;
/** Longest line of a list, and longest row where a quoted cell has lines of its own, in bytes. */
export const MAX_LINE_BYTES = 65_536;
export const MAX_ROWS = 1_000_000;
export const MAX_COLUMNS = 1000;
/** How many rows with errors are looked into. Whoever has more needs the first ones, not all of them. */
export const MAX_BAD_ROWS = 1000;

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
  /** Where a cell of a row stands; the whole row when no column is named, or the row has no such column. */
  readonly locate: (row: number, column?: string) => Span;
}

/** Why there is no list to read. */
export type NoList =
  | { readonly code: 'list-missing'; readonly args: { readonly file: string; readonly similar?: string } }
  | { readonly code: 'list-unreadable'; readonly args: { readonly file: string; readonly problem: string } };

/** The bytes of a list file and the name under which the user knows it. Its ending says what it is: `.csv` or `.jsonl`. */
export interface ListSource {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A list of which nothing can be used. */
export function brokenList({ file, line }: SourceLines, diagnostics: readonly Diagnostic[]): List {
  const start = { line: 1, column: 1 };
  return { file, line, rows: [], diagnostics, locate: () => ({ file, start, end: start }) };
}
