import { isMap, isScalar, isSeq, type Alias, type Node, type Pair } from 'yaml';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { decode } from './decode.js';
import type { Shape } from './shape.js';
import { placesOf, type SourceText } from './text.js';
import { parseYaml } from './yaml.js';

/** Keys and indices from the document's root to a value. */
export type Path = readonly (string | number)[];

/** A text, read: its value, typed as the schema directs, and the place of every part of it. */
export interface SourceDocument {
  readonly file: string;
  /** undefined when the text has no usable tree; `diagnostics` then says why. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Where a part of the document stands: its key when `part` is `key`, else its value. A path that leads nowhere gives the
   * nearest parent that exists.
   */
  readonly locate: (path: Path, part?: 'key' | 'value') => Span;
}

/** Reads a YAML (or JSON) text. `under` names a key whose value is the document, such as `callplan` in package.json. */
export function readDocument(source: SourceText, shape: Shape, under?: string): SourceDocument {
  const { contents, diagnostics } = parseYaml(source);
  const span = placesOf(source);
  if (!contents) {
    const empty: Diagnostic = { code: 'empty-document', args: {}, span: span(0, 0) };
    const found = diagnostics.length > 0 ? diagnostics : [empty];
    return { file: source.file, value: undefined, diagnostics: found, locate: () => span(0, 0) };
  }
  const root: Node = under === undefined ? contents : (child(contents, under, new Map()) ?? contents);
  const { value, problems, aliases } = decode(root, shape);
  return {
    file: source.file,
    value,
    diagnostics: problems.map(({ code, args, range, related }) => ({
      ...({ code, args } as Diagnostic),
      span: span(...range),
      ...(related ? { related: span(...related) } : {}),
    })),
    locate: (path, part = 'value') => span(...rangeOf(root, path, part, aliases)),
  };
}

type Range = [start: number, end: number];
type Aliases = ReadonlyMap<Alias, Node>;

function rangeOf(root: Node, path: Path, part: 'key' | 'value', aliases: Aliases): Range {
  let node = root;
  let key: Node = root;
  for (const segment of path) {
    const next = child(node, segment, aliases);
    if (!next) return extent(part === 'key' ? key : node);
    key = keyNode(node, segment) ?? next;
    node = next;
  }
  return extent(part === 'key' ? key : node);
}

/** The node's own characters. A block collection is marked by its first line's start only, so that a frame stays small. */
export function extent(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
  return first ? extent(first as Node) : [start, end];
}

function child(node: Node, segment: string | number, aliases: Aliases): Node | undefined {
  const target = follow(node, aliases);
  if (isSeq(target)) return target.items[Number(segment)] as Node | undefined;
  if (!isMap(target)) return undefined;
  const own = pairOf(target.items, segment);
  if (own) return (own.value ?? own.key) as Node;
  return mergedNodes(target.items, aliases)
    .map((merged) => child(merged, segment, aliases))
    .find(Boolean);
}

function keyNode(node: Node, segment: string | number): Node | undefined {
  return isMap(node) ? (pairOf(node.items, segment)?.key as Node | undefined) : undefined;
}

function pairOf(pairs: readonly Pair[], segment: string | number): Pair | undefined {
  return pairs.find(({ key }) => isScalar(key) && key.value === String(segment));
}

function mergedNodes(pairs: readonly Pair[], aliases: Aliases): Node[] {
  const merge = pairOf(pairs, '<<')?.value as Node | undefined;
  if (!merge) return [];
  const target = follow(merge, aliases);
  return isSeq(target) ? (target.items as Node[]).map((item) => follow(item, aliases)) : [target];
}

function follow(node: Node, aliases: Aliases): Node {
  return aliases.get(node as Alias) ?? node;
}
