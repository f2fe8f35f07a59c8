/** How deep maps and lists may be nested: beyond what people write, and far below what costs much memory. */
const MAX_DEPTH = 200;

/** Beyond it a text that is short takes much memory: a map needs two characters. */
const MAX_VALUES = 2_000_000;

/** A JSON text's value, or why it has none: a sentence about the text that repeats nothing of it. */
export function parseJson(text: string): { readonly value: unknown } | { readonly refused: string } {
  const excess = excessOf(text);
  if (excess !== undefined) return { refused: excess };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    // The message itself shows a piece of the text, which may be a secret.
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    return { refused: `is not JSON${at === undefined ? '' : `: look at ${placeIn(text, Number(at))}`}` };
  }
}

/** What a text has too much of, found without building anything of it. */
function excessOf(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === ',') values += 1;
    if (depth > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`;
    if (values > MAX_VALUES) return `has more than ${MAX_VALUES} values`;
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
