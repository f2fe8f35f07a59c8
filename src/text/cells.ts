import { cleanCharacters, type CleanCharacter } from '../privacy/clean.js';

/** What takes up room of its own on a line: a character with the marks that are laid over it. */
export interface Cell {
  /** Harmless, with tabs as spaces. */
  readonly text: string;
  /** In columns of a terminal. */
  readonly width: number;
  /** Where it begins in the line, in UTF-16 code units. */
  readonly offset: number;
}

const TAB = 4;

/** East Asian wide characters and those that are drawn as emoji; flags are drawn from two halves of one column each. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]|(?!\p{Regional_Indicator})\p{Emoji_Presentation}/u;
/** Marks that are laid over the character before them: accents, variation selectors, skin tones, the later parts of a Korean syllable. */
const MARK = /[\p{Mn}\p{Me}\u1160-\u11ff\u{1f3fb}-\u{1f3ff}]/u;
const AS_EMOJI = '\ufe0f';

/** The cells of a text that begins `offset` code units into its line, at the left edge as far as tabs are concerned. */
export function cellsOf(text: string, offset: number): Cell[] {
  const cells: Cell[] = [];
  let at = offset;
  let column = 0;
  for (const character of cleanCharacters(text)) {
    const last = cells.at(-1);
    if (last && MARK.test(character.raw)) {
      cells[cells.length - 1] = overlaid(last, character.raw);
      column += (cells.at(-1)?.width ?? 0) - last.width;
    } else {
      const cell = { ...drawn(character, column), offset: at };
      cells.push(cell);
      column += cell.width;
    }
    at += character.raw.length;
  }
  return cells;
}

function drawn({ raw, shown }: CleanCharacter, column: number): { text: string; width: number } {
  if (raw === '\t') {
    const width = TAB - (column % TAB);
    return { text: ' '.repeat(width), width };
  }
  if (shown !== raw) return { text: shown, width: shown.length };
  return { text: raw, width: WIDE.test(raw) ? 2 : 1 };
}

function overlaid(cell: Cell, mark: string): Cell {
  const widened = mark === AS_EMOJI && /^\p{Extended_Pictographic}$/u.test(cell.text);
  return { ...cell, text: cell.text + mark, width: widened ? 2 : cell.width };
}

/** Columns that cells take together. */
export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
