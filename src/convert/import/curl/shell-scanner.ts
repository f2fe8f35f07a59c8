import { Fault } from '../../../diagnostics/fault.js';
import { placesOf, type SourceText } from '../../../source/files/text.js';

/** A text and how far it has been read. */
export interface Scanner {
  readonly text: string;
  /** Offset of the next character. */
  at: number;
  readonly lineAt: (offset: number) => number;
  /** Throws Fault `form-unreadable` with the line of an offset. */
  readonly fail: (offset: number, problem: string) => never;
}

export function createScanner({ file, text: written }: SourceText): Scanner {
  const text = written.replaceAll('\r\n', '\n');
  const place = placesOf({ file, text });
  const lineAt = (offset: number): number => place(offset, offset).start.line;
  return {
    text,
    at: 0,
    lineAt,
    fail: (offset, problem) => {
      throw new Fault('form-unreadable', { file, line: lineAt(offset), problem });
    },
  };
}

/** Says that what was opened by `mark` has no end. */
export function neverClosed(scanner: Scanner, opened: number, mark: string): never {
  return scanner.fail(opened, `the ${mark} that opens here is never closed`);
}

/** Reads a line without its end, and past that. */
export function readLine(scanner: Scanner): string {
  const { text, at } = scanner;
  const found = text.indexOf('\n', at);
  const end = found === -1 ? text.length : found;
  scanner.at = Math.min(text.length, end + 1);
  return text.slice(at, end);
}

/** The beginning of what is left, so that looking ahead costs the same everywhere. */
export function ahead({ text, at }: Scanner, length = 100): string {
  return text.slice(at, at + length);
}
