import type { CST } from 'yaml';
import type { NoArgs } from '../diagnostics/entry.js';

/** Deepest nesting of a document. The plan format needs six levels. */
export const MAX_DEPTH = 64;
/** Most anchors and aliases of a document: looking one up costs the library time that grows with all of them. */
export const MAX_ANCHORS = 1000;

/** Something about the tokens that must not be composed. Offsets are UTF-16 code units. */
export type Danger = { readonly start: number; readonly end: number } & (
  | { readonly code: 'too-deep'; readonly args: { limit: number } }
  | { readonly code: 'too-many-anchors'; readonly args: { limit: number } }
  | { readonly code: 'explicit-tag'; readonly args: { tag: string } }
  | { readonly code: 'yaml-directive'; readonly args: { directive: string } }
  | { readonly code: 'several-documents'; readonly args: NoArgs }
);

/** The first danger of each kind, found without recursion in one pass over the tokens. */
export function inspect(tokens: readonly CST.Token[]): Danger[] {
  const found = new Map<string, Danger>();
  const report = (danger: Danger): void => {
    if (!found.has(danger.code)) found.set(danger.code, danger);
  };
  let documents = 0;
  let anchors = 0;
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { token, depth } = next;
    const start = token.offset;
    const text = 'source' in token ? token.source : '';
    const place = { start, end: start + text.length };
    if (token.type === 'document' && ++documents > 1)
      report({ code: 'several-documents', args: {}, ...laterStart(tokens) });
    if (token.type === 'directive' && !/^%YAML[ \t]+1\.2[ \t]*$/.test(text))
      report({ code: 'yaml-directive', args: { directive: text.trim() }, ...place });
    if (token.type === 'tag') report({ code: 'explicit-tag', args: { tag: text }, ...place });
    if ((token.type === 'anchor' || token.type === 'alias') && ++anchors > MAX_ANCHORS)
      report({ code: 'too-many-anchors', args: { limit: MAX_ANCHORS }, ...place });
    if (depth > MAX_DEPTH) {
      report({ code: 'too-deep', args: { limit: MAX_DEPTH }, start, end: start + 1 });
      continue;
    }
    for (const child of childrenOf(token)) pending.push({ token: child, depth: depth + 1 });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function laterStart(tokens: readonly CST.Token[]): { start: number; end: number } {
  const second = tokens.filter((token) => token.type === 'document')[1];
  const start = second?.offset ?? 0;
  return { start, end: start + 3 };
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value ? [token.value] : [])];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [
    ...item.start,
    ...(item.key ? [item.key] : []),
    ...(item.sep ?? []),
    ...(item.value ? [item.value] : []),
  ]);
}
