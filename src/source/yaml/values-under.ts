import { CST } from 'yaml';
import { inspect } from './inspect.js';

/** Offsets in a text, the second one exclusive. */
export type Extent = readonly [start: number, end: number];

interface Walk {
  readonly keys: readonly string[];
  readonly text: string;
  readonly found: Extent[];
  /** What anchors stand at. */
  readonly anchors: Map<string, Extent>;
  readonly left: CST.Token[];
}

type Item = CST.CollectionItem;

/**
 * Where the entries of these keys stand in a YAML text, however they are laid out, and what they name by an alias. All that follows
 * the first such key is taken for theirs where the text cannot be taken apart. Pure.
 */
export function extentsUnder(keys: readonly string[], text: string): Extent[] {
  // To take it apart takes half the time of a check.
  if (!keys.some((key) => text.includes(key)) && !text.includes('\\')) return [];
  const { tokens, dangers } = inspect(text);
  if (dangers.length > 0 || tokens.some(({ type }) => type === 'error')) return unsure(keys, text);
  const walk: Walk = { keys, text, found: [], anchors: new Map(), left: [...tokens] };
  for (let token = walk.left.pop(); token; token = walk.left.pop()) visit(token, walk);
  return [...walk.found, ...namedIn(walk.found, walk)];
}

function unsure(keys: readonly string[], text: string): Extent[] {
  const first = Math.min(...[...keys, '\\'].map((key) => text.indexOf(key)).filter((at) => at !== -1));
  return Number.isFinite(first) ? [[first, text.length + 1]] : [];
}

function visit(token: CST.Token, walk: Walk): void {
  if (token.type === 'document') {
    if (token.value) {
      noteAnchors(token.start, token.value, walk);
      walk.left.push(token.value);
    }
    return;
  }
  if (!('items' in token)) return;
  for (const item of token.items) {
    const { start, key, sep, value } = item;
    if (value) noteAnchors([...start, ...(sep ?? [])], value, walk);
    if (key && isOneOf(key, walk)) walk.found.push(extentOf(key, item));
    else {
      if (key) walk.left.push(key);
      if (value) walk.left.push(value);
    }
  }
}

function noteAnchors(before: readonly CST.SourceToken[], value: CST.Token, { anchors }: Walk): void {
  for (const { type, source, offset } of before)
    if (type === 'anchor') anchors.set(source.slice(1), [offset, value.offset + CST.stringify(value).length]);
}

/** A key that stands for another text could be any. */
function isOneOf(key: CST.Token, { keys }: Walk): boolean {
  if (key.type === 'alias') return true;
  const scalar = CST.isScalar(key) ? CST.resolveAsScalar(key, true, () => undefined) : null;
  return scalar !== null && keys.includes(scalar.value);
}

function extentOf(key: CST.Token, item: Item): Extent {
  return [key.offset, key.offset + CST.stringify({ ...item, start: [] }).length];
}

/** What stands at the anchors that these extents name, and at those that are named there. */
function namedIn(extents: readonly Extent[], { anchors, text }: Walk): Extent[] {
  const named = new Map<string, Extent>();
  const left = [...extents];
  for (let next = left.pop(); next; next = left.pop())
    for (const [, name = ''] of text.slice(...next).matchAll(/\*([^\s,[\]{}]+)/g)) {
      const extent = anchors.get(name);
      if (!extent || named.has(name)) continue;
      named.set(name, extent);
      left.push(extent);
    }
  return [...named.values()];
}
