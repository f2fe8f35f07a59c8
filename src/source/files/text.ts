import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostic, Position, Span } from '../../diagnostics/diagnostic.js';
import { startOfFile, unreadable } from '../../diagnostics/unreadable.js';

/** Largest plan or settings file, in bytes. Beyond it a YAML parser needs gigabytes. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** A text and the name under which the user knows it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A file of which single lines are at hand. */
export interface SourceLines {
  readonly file: string;
  /** A line by its number, from 1, without its end; undefined when there is none. */
  readonly line: (number: number) => string | undefined;
}

/**
 * Reads at most one byte more than `limit`, so that an endless or huge file costs nothing. Gives the finding of a file that cannot be
 * read.
 */
export function readBytes(
  path: string,
  file = path,
  limit = MAX_BYTES,
): Uint8Array | Diagnostic<'file-unreadable'> {
  try {
    // Without waiting, which a pipe that nobody writes to would have us do for ever.
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = fstatSync(handle);
      if (!found.isFile()) throw new Error('it is not a regular file');
      return readAtMost(handle, Math.min(found.size, limit + 1));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return unreadable(file, (error as Error).message);
  }
}

function readAtMost(handle: number, limit: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(limit);
  let length = 0;
  while (length < limit) {
    const read = readSync(handle, bytes, length, limit - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** The bytes as text, without a byte order mark; or the diagnostic that says why they are none. */
export function decodeText(bytes: Uint8Array, file: string): SourceText | Diagnostic {
  if (bytes.length > MAX_BYTES)
    return { code: 'too-large', args: { what: 'file', limit: MAX_BYTES }, span: startOfFile(file) };
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    const at = firstInvalid(bytes, text);
    const span = { ...placesOf({ file, text })(at, at + 1), about: undefined };
    return { code: 'not-utf8', args: {}, span };
  }
}

/** The text of a file that is on the disk. */
export function readText({ path, file }: { path: string; file: string }): SourceText | Diagnostic {
  const bytes = readBytes(path, file);
  return 'code' in bytes ? bytes : decodeText(bytes, file);
}

/** Offset in the leniently decoded text of the first bytes that are no character; the replacement character can also be written out. */
function firstInvalid(bytes: Uint8Array, text: string): number {
  const encoder = new TextEncoder();
  let byte = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', from)) {
    byte += encoder.encode(text.slice(from, at)).length;
    if (bytes[byte] !== 0xef || bytes[byte + 1] !== 0xbf || bytes[byte + 2] !== 0xbd) return at;
    byte += 3;
    from = at + 1;
  }
  return 0;
}

/** A stretch of a file, by its lines and columns alone. */
export type Stretch = Pick<Span, 'file' | 'start' | 'end'>;

/** Turns offsets of a text into places. Finds the line ends once, and no further than it is asked. */
export function placesOf({ file, text }: SourceText): (start: number, end: number) => Stretch {
  const starts = [0];
  let next = 0;
  const findUpTo = (offset: number): void => {
    while (next !== -1 && next <= offset) {
      next = text.indexOf('\n', next);
      if (next !== -1) starts.push(++next);
    }
  };
  return (start, end) => {
    findUpTo(Math.max(start, end));
    const from = positionIn(starts, start);
    return { file, start: from, end: end > start ? positionIn(starts, end) : from };
  };
}

/** Offsets at which the lines of a text begin. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
