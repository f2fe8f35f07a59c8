import { isMap, type Node } from 'yaml';
import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import { decode } from './decode.js';
import { childOf, createLookup, keyOf, type Lookup, type Range } from './lookup.js';
import type { Shape } from '../schema/shape.js';
import { placesOf, type SourceText } from '../files/text.js';
import { parseYaml } from './yaml.js';

/** Keys and indices from the document's root to a value. */
export type Path = readonly (string | number)[];

/** A text, read: its value, typed as the schema directs, and the place of every part of it. */
export interface SourceDocument {
  readonly file: string;
  /** undefined when the text has no usable tree; `diagnostics` then says why. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** What `value` lacks of the text: nothing, single values, or so much that no schema can judge it. */
  readonly lacks: 'nothing' | 'parts' | 'all';
  /**
   * Where a part of the document stands: its key when `part` is `key`, else its value. A path that leads nowhere gives the
   * nearest parent that exists.
   */
  readonly locate: (path: Path, part?: 'key' | 'value') => Span;
}

/** Findings that leave a hole where a value should be, and those behind which nothing is certain. */
const HOLES: readonly Code[] = ['unknown-alias', 'alias-loop', 'merge-not-map', 'key-not-text'];
const WRECKS: readonly Code[] = ['alias-bomb', 'too-deep'];

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
      lacks: 'all',
      locate: () => span(0, 0),
    };
  }
  const root: Node = under === undefined ? contents : (childOf(contents, under, createLookup()) ?? contents);
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
    lacks: lackOf(problems.map(({ code }) => code)),
    locate: (path, part = 'value') => span(...rangeOf(root, path, part, lookup)),
  };
}

function lackOf(codes: readonly Code[]): SourceDocument['lacks'] {
  if (codes.some((code) => WRECKS.includes(code))) return 'all';
  return codes.some((code) => HOLES.includes(code)) ? 'parts' : 'nothing';
}

function rangeOf(root: Node, path: Path, part: 'key' | 'value', lookup: Lookup): Range {
  let node = root;
  let key: Node = root;
  for (const segment of path) {
    const next = childOf(node, segment, lookup);
    if (!next) break;
    key = keyOf(node, segment, lookup) ?? next;
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
