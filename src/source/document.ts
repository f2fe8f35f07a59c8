import { isMap, type Node } from 'yaml';
import type { Code } from '../diagnostics/catalog.js';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { decode } from './decode.js';
import { createLookup, type Lookup, type Range } from './lookup.js';
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
  /** Whether `value` lacks nothing that the text has, so that a schema can judge it. */
  readonly whole: boolean;
  /**
   * Where a part of the document stands: its key when `part` is `key`, else its value. A path that leads nowhere gives the
   * nearest parent that exists.
   */
  readonly locate: (path: Path, part?: 'key' | 'value') => Span;
}

/** Findings that leave a hole where a value should be: a schema would only say so a second time. */
const HOLES: readonly Code[] = [
  'unknown-alias',
  'alias-loop',
  'alias-bomb',
  'too-deep',
  'merge-not-map',
  'key-not-text',
];

/** Reads a YAML (or JSON) text. `under` names a key whose value is the document, such as `callplan` in package.json. */
export function readDocument(source: SourceText, shape: Shape, under?: string): SourceDocument {
  const { contents, diagnostics } = parseYaml(source);
  const span = placesOf(source);
  if (!contents) {
    const empty: Diagnostic = { code: 'empty-document', args: {}, span: span(0, 0) };
    const found = diagnostics.length > 0 ? diagnostics : [empty];
    return {
      file: source.file,
      value: undefined,
      diagnostics: found,
      whole: false,
      locate: () => span(0, 0),
    };
  }
  const root: Node =
    under === undefined ? contents : (createLookup(new Map()).child(contents, under) ?? contents);
  const { value, problems, aliases } = decode(root, shape, source.text);
  const lookup = createLookup(aliases);
  return {
    file: source.file,
    value,
    diagnostics: problems.map(({ code, args, range, related }) => ({
      ...({ code, args } as Diagnostic),
      span: span(...range),
      ...(related ? { related: span(...related) } : {}),
    })),
    whole: problems.every(({ code }) => !HOLES.includes(code)),
    locate: (path, part = 'value') => span(...rangeOf(root, path, part, lookup)),
  };
}
function rangeOf(root: Node, path: Path, part: 'key' | 'value', { child, key: keyOf }: Lookup): Range {
  let node = root;
  let key: Node = root;
  for (const segment of path) {
    const next = child(node, segment);
    if (!next) break;
    key = keyOf(node, segment) ?? next;
    node = next;
  }
  return extent(part === 'key' ? key : node);
}

/** The node's own characters. A block collection is marked by its first line's start only, so that a frame stays small. */
function extent(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
  return first ? extent(first as Node) : [start, end];
}
