/** What JSON leaves as it is although a terminal or a pipeline's log would act upon it; compare clean.ts. */
const HARMFUL =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|(?<=#)#(?=\w*\[)/gu;

/** What is invisible or reorders what is visible: controls, formats, ends of lines, private and unassigned characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** A value as JSON, ending in a line end. It reads back as the same value, and is harmless where it is printed. */
export function jsonText(value: unknown, indent = 2): string {
  return `${JSON.stringify(value, null, indent).replace(HARMFUL, escape)}\n`;
}

/** A text with everything invisible as escapes of JSON. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, escape);
}

/** JSON with everything invisible as escapes, but for the line ends of its layout. */
export function escapeInvisibleJson(json: string): string {
  return json.split('\n').map(escapeInvisible).join('\n');
}

function escape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}
