/**
 * Text from a plan or from Plivo, made harmless for a terminal and for a log: control characters (escape sequences begin with one)
 * and the invisible ones that reorder or hide text are shown as \u{…}.
 */
export function clean(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
