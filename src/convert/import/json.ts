/*
 * JSON.parse is strict, fast and takes `__proto__` for a key like any other; what it lacks is added here by two walks over the text.
 * jsonc-parser's walk would do, but it collects blanks one by one: 32 MB of them take 1.2 GB and 8.5 s instead of 140 MB and 0.8 s, and
 * end a process whose heap is small. Its own parse sets the prototype of an object that has a key `__proto__`.
 */

/** How deep maps and lists may be nested: beyond what people write, and far below what costs much memory. */
const MAX_DEPTH = 200;

/** Beyond it a text that is short takes much memory: a map needs two characters. */
const MAX_VALUES = 2_000_000;

/** A JSON text's value, or why it has none: a sentence about the text that repeats nothing of it. */
export function parseJson(text: string): { readonly value: unknown } | { readonly refused: string } {
  const excess = excessOf(text);
  if (excess !== undefined) return { refused: excess };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The message itself shows a piece of the text, which may be a secret.
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    return { refused: `is not JSON${at === undefined ? '' : `: look at ${placeIn(text, Number(at))}`}` };
  }
  const repeated = repeatedKey(text);
  if (repeated === undefined) return { value };
  return { refused: `has a key twice in one object: look at ${placeIn(text, repeated)}` };
}

/** Where a key is that its object has already: JSON.parse silently takes the last one, and others may take the first. */
function repeatedKey(text: string): number | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === ']' || character === '}') open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end + 1)) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        if (keys.has(key)) return at;
        keys.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text[at] === ':';
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
