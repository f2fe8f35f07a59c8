import { isUtf8 } from 'node:buffer';
import type { Diagnostic, Position, Span } from '../../diagnostics/diagnostic.js';
import type { Known } from '../../privacy/quoted.js';
import { findControlCharacters } from '../yaml/control.js';
import { LIST_LIMITS, tooLarge, type ListLimits, type ListSource } from './list.js';
import { decodeText, type SourceLines } from '../files/text.js';

/**
 * The places of a list, by offsets in its bytes: secret unless more is known of them, see {@link open}. Line ends are found when a place is
 * first asked for.
 */
export interface ListPlaces extends SourceLines {
  readonly span: (start: number, end: number) => Span;
}

const LINE_FEED = 0x0a;

/** `from` is where the text begins, behind a byte order mark. */
export function placesOfList({ file, bytes }: ListSource, from: number): ListPlaces {
  const buffer = asBuffer(bytes);
  let known: readonly number[] | undefined;
  const starts = (): readonly number[] => (known ??= lineStarts(buffer, from));
  const position = (offset: number): Position => {
    const line = lastUpTo(starts(), offset);
    const begin = starts()[line] ?? 0;
    return { line: line + 1, column: buffer.toString('utf8', begin, offset).length + 1 };
  };
  return {
    file,
    span: (start, end) => {
      const at = position(start);
      return { file, start: at, end: end > start ? position(end) : at, about: 'vars' };
    },
    line: (number) => {
      const start = starts()[number - 1];
      if (start === undefined) return undefined;
      const end = (starts()[number] ?? bytes.length + 1) - 1;
      return buffer.toString('utf8', start, Math.min(end, start + LIST_LIMITS.line)).replace(/\r$/, '');
    },
  };
}

/** The same bytes with a Buffer's methods. */
export function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** Where the text of a list begins. */
export function textStart(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** What makes bytes no list at all: that they are not UTF-8, or lines so long or so many that they would take all the memory. */
export function findUnreadable(
  { file, bytes }: ListSource,
  places: ListPlaces,
  limits: ListLimits,
): Diagnostic | undefined {
  const buffer = asBuffer(bytes);
  let start = textStart(bytes);
  const utf8 = isUtf8(bytes);
  for (let number = 1; start < bytes.length; number++) {
    const found = buffer.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    if (end - start > limits.line) return tooLarge('line', limits, places.span(start, start + 1));
    if (number > limits.lines) {
      const at = { line: number, column: 1 };
      return tooLarge('lines', limits, { file, start: at, end: at, about: 'vars' });
    }
    if (!utf8 && !isUtf8(bytes.subarray(start, end)))
      return notUtf8(file, bytes.subarray(start, end), number);
    start = end + 1;
  }
  return undefined;
}

function notUtf8(file: string, line: Uint8Array, number: number): Diagnostic {
  const found = decodeText(line, file);
  const { start, end } = 'code' in found ? found.span : { start: { column: 1 }, end: { column: 2 } };
  return {
    code: 'not-utf8',
    args: {},
    span: {
      file,
      start: { line: number, column: start.column },
      end: { line: number, column: end.column },
      about: 'vars',
    },
  };
}

/** The first character of a row's cells that no list needs, and the cell that has it. */
export function findControl(cells: readonly string[]): { cell: number; character: Known } | undefined {
  const [found] = findControlCharacters(cells.join('\t'));
  if (!found) return undefined;
  const { character } = found.args;
  return {
    character,
    cell: Math.max(
      0,
      cells.findIndex((cell) => cell.includes(character)),
    ),
  };
}

function lineStarts(buffer: Buffer, from: number): number[] {
  const starts = [from];
  for (let at = buffer.indexOf(LINE_FEED, from); at !== -1; at = buffer.indexOf(LINE_FEED, at + 1))
    starts.push(at + 1);
  return starts;
}

function lastUpTo(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
