import { createRoom, row, tableHead, type Room } from './markdown-table.js';

/** A table that is folded away below a summary. */
export interface FoldedTable {
  /** What is shown while it is folded: HTML without blank lines. */
  readonly summary: string;
  readonly titles: readonly string[];
  readonly rows: readonly FoldedRow[];
  /** A line below the table. */
  readonly note?: string;
}

export interface FoldedRow {
  /** The lower, the longer it stays when there is not room for all rows. */
  readonly urgency: number;
  /** Called only for rows that may have room. */
  readonly cells: () => readonly string[];
}

export interface RoomForTables {
  /** How many characters there may be, as JavaScript counts them. */
  readonly maxLength: number;
  /** Whose limit it is, for the lines about what was left out. */
  readonly limit: string;
}

/** Kept for the lines about what was left out: one for tables, and one below each table for its rows. */
const TABLES_NOTE = 200;
const ROWS_NOTE = 160;

/**
 * A head and folded tables below it. When there is not room for everything, the most urgent rows stay, and a line counts those that were
 * left out. Undefined when there is not even room for the head.
 */
export function foldedTables(
  head: string,
  tables: readonly FoldedTable[],
  { maxLength, limit }: RoomForTables,
): string | undefined {
  if (head.length > maxLength) return undefined;
  const room = createRoom(maxLength - TABLES_NOTE - head.length);
  const fitting = tablesIn(room, tables);
  const rows = rowsIn(room, fitting);
  const texts = fitting.map((one, at) => tableText(one, rows[at] ?? [], limit));
  const left = tables.length - fitting.length;
  return [head, ...texts, ...(left > 0 ? [`Tables left out, since ${limit}: ${left}.\n`] : [])].join('\n');
}

/** A table with the Markdown around its rows. */
interface OpenedTable {
  readonly table: FoldedTable;
  readonly opening: string;
  readonly closing: string;
}

/** The tables that have room without their rows, in their order. */
function tablesIn(room: Room, tables: readonly FoldedTable[]): OpenedTable[] {
  const byUrgency = tables
    .map((one) => ({ table: one, urgency: urgencyOf(one) }))
    .sort((a, b) => a.urgency - b.urgency);
  const fitting = new Map<FoldedTable, OpenedTable>();
  for (const { table } of byUrgency) {
    const opened = openTable(table);
    if (!room.takes(opened.opening.length + opened.closing.length + ROWS_NOTE)) break;
    fitting.set(table, opened);
  }
  return tables.flatMap((table) => fitting.get(table) ?? []);
}

function urgencyOf({ rows }: FoldedTable): number {
  return rows.reduce((least, { urgency }) => Math.min(least, urgency), Infinity);
}

// After a blank line, Markdown begins again within HTML.
function openTable(table: FoldedTable): OpenedTable {
  const { summary, titles, note } = table;
  return {
    table,
    opening: `<details>\n<summary>${summary}</summary>\n\n${tableHead(titles, '---')}`,
    closing: `${note === undefined ? '' : `\n${note}\n`}\n</details>\n`,
  };
}

/** The rows of each table that have room, the most urgent first. */
function rowsIn(room: Room, tables: readonly OpenedTable[]): string[][] {
  const texts = tables.map((): string[] => []);
  const urgencies = new Set(tables.flatMap(({ table }) => table.rows.map(({ urgency }) => urgency)));
  for (const urgency of [...urgencies].sort((a, b) => a - b))
    for (const [at, { table }] of tables.entries())
      for (const one of table.rows) {
        if (one.urgency !== urgency) continue;
        const text = row(one.cells());
        if (!room.takes(text.length)) return texts;
        texts[at]?.push(text);
      }
  return texts;
}

function tableText({ table, opening, closing }: OpenedTable, rows: readonly string[], limit: string): string {
  const left = table.rows.length - rows.length;
  const note = left > 0 ? `\nRows left out, since ${limit}: ${left}.\n` : '';
  return opening + rows.join('') + note + closing;
}
