import type { Span } from '../../diagnostics/diagnostic.js';
import { lineStarts, type SourceLines, type SourceText } from '../../source/files/text.js';

/** The line on which a span starts, without its end; undefined when the text of the file, or the line, is not there. */
export type LineOf = (span: Span) => string | undefined;

/** Looks lines up in texts, by the names under which diagnostics know the files. Finds a text's line ends once, when first asked. */
export function linesOf(sources: readonly (SourceText | SourceLines)[]): LineOf {
  const known = new Map(sources.map((source) => [source.file, source]));
  const startsByFile = new Map<string, readonly number[]>();
  return ({ file, start: { line } }) => {
    const source = known.get(file);
    if (source === undefined) return undefined;
    if ('line' in source) return source.line(line);
    const { text } = source;
    const starts = startsByFile.get(file) ?? lineStarts(text);
    startsByFile.set(file, starts);
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    const end = (starts[line] ?? text.length + 1) - 1;
    return text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
  };
}

/** The same without the lines that have a secret. */
export function openLinesOf(sources: readonly (SourceText | SourceLines)[]): LineOf {
  const lineOf = linesOf(sources);
  return (span) => (span.lineIsOpen ? lineOf(span) : undefined);
}
