import { lineStarts, type SourceLines, type SourceText } from '../../source/files/text.js';

/** The line of a file as it stands, without its end; undefined when the text of the file, or the line, is not there. */
export type LineOf = (file: string, line: number) => string | undefined;

/** Looks lines up in texts, by the names under which diagnostics know the files. Finds a text's line ends once, when first asked. */
export function linesOf(sources: readonly (SourceText | SourceLines)[]): LineOf {
  const known = new Map(sources.map((source) => [source.file, source]));
  const startsByFile = new Map<string, readonly number[]>();
  return (file, line) => {
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
