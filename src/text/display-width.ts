import { eastAsianWidth } from 'get-east-asian-width';
import { cleanCharacters, type CleanCharacter } from '../privacy/clean.js';

/** A character as a terminal draws it: with the marks that are laid over it. */
export interface DrawnCharacter {
  /** Harmless, with tabs as spaces. */
  readonly text: string;
  /** In columns of a terminal. */
  readonly width: number;
  /** Where it begins in the line, in UTF-16 code units. */
  readonly offset: number;
}

const TAB = 4;

/** Marks that are laid over the character before them: accents, variation selectors, skin tones, the later parts of a Korean syllable. */
const MARK = /[\p{Mn}\p{Me}\p{Emoji_Modifier}\u1160-\u11ff]/u;
const AS_EMOJI = '\ufe0f';

/** The characters of a text that begins `offset` code units into its line. Tabs are set as if it began at the left edge. */
export function drawnCharacters(text: string, offset: number): DrawnCharacter[] {
  const drawn: DrawnCharacter[] = [];
  let at = offset;
  let column = 0;
  for (const character of cleanCharacters(text)) {
    const last = drawn.at(-1);
    if (last && MARK.test(character.raw)) {
      const marked = withMark(last, character.raw);
      drawn[drawn.length - 1] = marked;
      column += marked.width - last.width;
    } else {
      const next = { ...draw(character, column), offset: at };
      drawn.push(next);
      column += next.width;
    }
    at += character.raw.length;
  }
  return drawn;
}

function draw({ raw, shown }: CleanCharacter, column: number): { text: string; width: number } {
  if (raw === '\t') {
    const width = TAB - (column % TAB);
    return { text: ' '.repeat(width), width };
  }
  if (shown !== raw) return { text: shown, width: shown.length };
  return { text: raw, width: eastAsianWidth(raw.codePointAt(0) ?? 0) };
}

function withMark(character: DrawnCharacter, mark: string): DrawnCharacter {
  const isWidened = mark === AS_EMOJI && /^\p{Extended_Pictographic}$/u.test(character.text);
  return { ...character, text: character.text + mark, width: isWidened ? 2 : character.width };
}

/** The columns that characters take together. */
export function widthOf(characters: readonly DrawnCharacter[]): number {
  return characters.reduce((sum, { width }) => sum + width, 0);
}
