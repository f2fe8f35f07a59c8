/** What JSON leaves as it is although a terminal or a pipeline's log would act upon it; compare clean.ts. */
const HARMFUL =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|(?<=#)#(?=\w*\[)/gu;

/** A value as JSON, ending in a line end. It reads back as the same value, and is harmless where it is printed. */
export function jsonText(value: unknown, indent = 2): string {
  return `${JSON.stringify(value, null, indent).replace(HARMFUL, escape)}\n`;
}

function escape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}
