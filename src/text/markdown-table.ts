import type { Mask } from '../privacy/masks.js';
import { asCode } from './markdown.js';

/** More of a text helps nobody who looks at a table. In characters. */
const MAX_TEXT = 300;

/** A text for a cell, masked before it is cut: half a number could pass for none. */
export function shownText(text: string, mask: Mask): string {
  const masked = mask(text);
  return asCode(masked.length > MAX_TEXT ? `${masked.slice(0, MAX_TEXT)}…` : masked);
}

/** The head of a table, with `line` below each title. */
export function tableHead(titles: readonly string[], line: string): string {
  return row(titles) + row(titles.map(() => line));
}

/** A row of it. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** The room that a text has. */
export interface Room {
  /** Takes so much if it is free. Once it was not, nothing more is given, because what comes later matters less. */
  readonly takes: (wanted: number) => boolean;
}

/** Room for so many characters or bytes, whichever is counted. */
export function createRoom(size: number): Room {
  let left = size;
  return {
    takes: (wanted) => {
      left = wanted > left ? 0 : left - wanted;
      return left > 0;
    },
  };
}
