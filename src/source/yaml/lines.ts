/** Offset at which the line of `at` begins. */
export function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Offset at which the line of `at` ends, before its line end. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' && end > at ? end - 1 : end;
}

/** Offset of the first word at or behind `at`, over space, blank lines and comments. */
export function firstWord(text: string, at: number): number {
  let found = at;
  while (found < text.length) {
    if (text[found] === '#') found = endOfLine(text, found);
    else if (/[ \t\r\n]/.test(text[found] ?? '')) found += 1;
    else break;
  }
  return found;
}

/** What stands on the line from `at` on, without a comment; inside brackets only up to the next comma or bracket. */
export function restOfLine(text: string, at: number): string {
  const before = text.slice(startOfLine(text, at), at);
  const inBrackets =
    Math.max(before.lastIndexOf('['), before.lastIndexOf('{')) >
    Math.max(before.lastIndexOf(']'), before.lastIndexOf('}'));
  const line = text.slice(at, endOfLine(text, at)).replace(/ #.*$/, '');
  return (inBrackets ? line.replace(/[,\]}].*$/, '') : line).trimEnd();
}

/** Offset of the first tab in the indentation of the line of `at`. */
export function indentTab(text: string, at: number): number | undefined {
  let found = startOfLine(text, at);
  while (text[found] === ' ') found += 1;
  return text[found] === '\t' ? found : undefined;
}

/** How many lines but that of `at` have a tab in their indentation. */
export function otherTabbedLines(text: string, at: number): number {
  const all = text.match(/^ *\t/gm)?.length ?? 0;
  return indentTab(text, at) === undefined ? all : all - 1;
}

/** The comment that stands on the line of `at` with nothing but space before it, without what follows the line. */
export function commentAt(text: string, at: number): { start: number; text: string } | undefined {
  let start = at;
  while (text[start] === ' ' || text[start] === '\t') start += 1;
  return text[start] === '#'
    ? { start, text: text.slice(start, endOfLine(text, start)).trimEnd() }
    : undefined;
}
