/**
 * What must not reach a terminal or a log as it is: control characters (escape sequences begin with one), the invisible ones that
 * reorder or hide text, and what a pipeline would obey as a command: `##[name]` anywhere in a line, `::name::` at its start.
 */
const HARMFUL =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}|(?<=#)#(?=\w*\[)|:(?=:)(?<=^\s*:)/gu;

const CHARACTER = new RegExp(`(${HARMFUL.source})|[^]`, 'gu');

/** Text from a plan or from Plivo, made harmless for a terminal and for a log: what could do harm is shown as \u{…}. */
export function clean(text: string): string {
  return text.replace(HARMFUL, escape);
}

/** A character of a text and how {@link clean} shows it. */
export interface CleanCharacter {
  readonly raw: string;
  readonly shown: string;
}

/** {@link clean} character by character, for those who need to know what became of each. */
export function cleanCharacters(text: string): CleanCharacter[] {
  return Array.from(text.matchAll(CHARACTER), ([raw, harmful]) => ({
    raw,
    shown: harmful === undefined ? raw : escape(harmful),
  }));
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
