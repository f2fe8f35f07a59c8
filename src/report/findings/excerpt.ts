import { withoutPasswords } from '../../privacy/passwords.js';
import { cellsOf, widthOf, type Cell } from '../../text/cells.js';

/** How far around a place a line is looked at, in UTF-16 code units: a line may have megabytes. */
const REACH = 240;

/** How long a URL may be that reaches into what is looked at. */
const LONGEST_URL = 4096;

const CUT: Cell = { text: '…', width: 1, offset: -1 };

/** A part of a line. The cells from `first` up to, not including, `last` are what it is about; none for a place between two. */
export interface Excerpt {
  readonly cells: readonly Cell[];
  readonly first: number;
  readonly last: number;
}

/** What of a line fits into `room` columns around the offsets from `start` to `end`, with an ellipsis on each side that is cut. */
export function excerptOf(line: string, start: number, end: number, room: number): Excerpt {
  const begin = boundary(line, Math.max(0, start - REACH));
  const stop = boundary(line, Math.min(line.length, start + REACH));
  const cells = cellsOf(withoutCredentials(line, begin, stop), begin);
  const first = start === line.length ? cells.length : cells.findLastIndex(({ offset }) => offset <= start);
  const beyond = cells.findIndex(({ offset }) => offset >= end);
  const last = Math.max(first, beyond === -1 ? cells.length : beyond);

  const whole = begin === 0 && stop === line.length && widthOf(cells) <= room;
  const [from, to] = whole ? [0, cells.length] : fit(cells, first, room - 2);
  const before = from > 0 || begin > 0 ? [CUT] : [];
  const after = to < cells.length || stop < line.length ? [CUT] : [];
  return {
    cells: [...before, ...cells.slice(from, to), ...after],
    first: first - from + before.length,
    last: Math.min(last, to) - from + before.length,
  };
}

/** A part of a line. A URL may hold a password, and a log is read by more people than the plan; columns stay what they were. */
function withoutCredentials(line: string, begin: number, stop: number): string {
  const near = Math.max(0, begin - LONGEST_URL);
  return withoutPasswords(line.slice(near, stop + LONGEST_URL), (secret) => '*'.repeat(secret.length)).slice(
    begin - near,
    stop - near,
  );
}

/** The offset, or the one before it where it would tear a character apart. */
function boundary(line: string, offset: number): number {
  return offset > 0 && (line.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** The cells around the one at `first` that fit: a third of the room before it where there is enough behind. */
function fit(cells: readonly Cell[], first: number, room: number): [from: number, to: number] {
  let from = first;
  let to = first;
  let used = 0;
  const widenLeft = (limit: number): void => {
    for (let cell = cells[from - 1]; cell && used + cell.width <= limit; cell = cells[from - 1]) {
      used += cell.width;
      from -= 1;
    }
  };
  widenLeft(room / 3);
  for (let cell = cells[to]; cell && used + cell.width <= room; cell = cells[to]) {
    used += cell.width;
    to += 1;
  }
  widenLeft(room);
  return [from, to];
}
