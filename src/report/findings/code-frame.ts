import type { Span } from '../../diagnostics/diagnostic.js';
import { widthOf } from '../../text/display-width.js';
import type { Colors } from '../../text/colors.js';
import { excerptOf } from './excerpt.js';
import type { LineOf } from './source-lines.js';

/** Columns that a frame may take. */
const WIDTH = 120;

/**
 * The line at which a span starts, with its number, and the span underlined; cut around the span where it is long. Nothing when the
 * line is blank or not at hand.
 */
export function codeFrame(span: Span, lineOf: LineOf, colors: Colors): string {
  const line = lineOf(span);
  if (line === undefined || line.trim() === '') return '';
  const number = String(span.start.line);
  const margin = `  ${number} | `;
  const { characters, first, last } = excerptOf(line, ...rangeIn(line, span), WIDTH - margin.length);
  const text = characters.map((character) => character.text).join('');
  const before = ' '.repeat(widthOf(characters.slice(0, first)));
  const tildes = '~'.repeat(Math.max(0, widthOf(characters.slice(first, last)) - 1));
  const under = `${margin.replace(/\d/g, ' ')}${before}`;
  return `${colors.dim(margin)}${text.trimEnd()}\n${colors.dim(under)}${colors.green(`^${tildes}`)}\n`;
}

/** The part of a span that lies on its first line, as offsets. */
function rangeIn(line: string, { start, end }: Span): [start: number, end: number] {
  const from = Math.min(start.column - 1, line.length);
  const to = end.line === start.line ? Math.min(end.column - 1, line.length) : line.trimEnd().length;
  return [from, Math.max(from, to)];
}
