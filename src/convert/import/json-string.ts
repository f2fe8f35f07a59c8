/** What is not seen, or reorders what is: controls, formats, ends of lines, private and unassigned characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** A text as a JSON string, of which every character is seen. */
export function jsonString(text: string): string {
  return seen(JSON.stringify(text));
}

/** A JSON text, whose line ends are its layout, with everything else unseen as escapes. */
export function seenJson(text: string): string {
  return text.split('\n').map(seen).join('\n');
}

/** A text that has everything unseen as JSON's escapes. */
export function seen(text: string): string {
  return text.replace(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, index) => escape(character.charCodeAt(index))).join(''),
  );
}

function escape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
