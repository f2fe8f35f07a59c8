import { quote } from '../privacy/quoted.js';
import type { Diagnostic, Span } from './diagnostic.js';

/** The finding of a file that cannot be read, for the reason that completes "it cannot be read:". */
export function unreadable(file: string, problem: string): Diagnostic<'file-unreadable'> {
  return { code: 'file-unreadable', args: { problem: quote(problem) }, span: startOfFile(file) };
}

/** The beginning of a file, for a finding about the whole of it. */
export function startOfFile(file: string): Span {
  const start = { line: 1, column: 1 };
  return { file, start, end: start, about: undefined };
}
