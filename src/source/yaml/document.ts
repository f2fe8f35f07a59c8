import { isMap, type Node } from 'yaml';
import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import type { SourceText } from '../files/text.js';
import type { Shape } from '../schema/shape.js';
import { decode } from './decode.js';
import { placed, type Range } from './found.js';
import { childOf, createLookup, keyOf, type Lookup } from './lookup.js';
import { placesAmong, placesInUnparsed } from './secrets.js';
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
   * The place of a part of the document, and what is secret there: of its key when `part` is `key`, else of its value. A path that leads
   * nowhere gives the nearest parent that exists.
   */
  readonly locate: (path: Path, part?: 'key' | 'value') => Span;
}

/** Findings that leave a hole where a value should be, and those behind which nothing is certain. */
const HOLES: readonly Code[] = ['unknown-alias', 'alias-loop', 'merge-not-map', 'key-not-text'];
const WRECKS: readonly Code[] = ['alias-bomb', 'too-deep'];

/** Reads a YAML (or JSON) text. `under` names a key whose value is the document, such as `callplan` in package.json. */
export function readDocument(source: SourceText, shape: Shape, under?: string): SourceDocument {
  const { contents, diagnostics } = parseYaml(source);
  if (!contents) return unparsed(source, diagnostics);
  const root: Node = under === undefined ? contents : (childOf(contents, under, createLookup()) ?? contents);
  const decoded = decode(root, shape, source.text);
  const lacks = lackOf(decoded.problems.map(({ code }) => code));
  // What has not been walked over may have any secret.
  const placeOf =
    lacks === 'all' ? placesInUnparsed(source) : placesAmong(decoded.secrets, decoded.aliases, source);
  const lookup = createLookup(decoded.aliases);
  return {
    file: source.file,
    value: decoded.value,
    diagnostics: decoded.problems.map((problem) => placed(problem, placeOf)),
    lacks,
    locate: (path, part = 'value') => placeOf(...rangesOf(root, path, part, lookup)),
  };
}

function unparsed(source: SourceText, diagnostics: readonly Diagnostic[]): SourceDocument {
  const start = placesInUnparsed(source)([0, 0]);
  const empty: Diagnostic = { code: 'empty-document', args: {}, span: start };
  return {
    file: source.file,
    value: undefined,
    diagnostics: diagnostics.length > 0 ? diagnostics : [empty],
    lacks: 'all',
    locate: () => start,
  };
}

function lackOf(codes: readonly Code[]): SourceDocument['lacks'] {
  if (codes.some((code) => WRECKS.includes(code))) return 'all';
  return codes.some((code) => HOLES.includes(code)) ? 'parts' : 'nothing';
}

/** The characters of what a path leads to, and those of them that a frame underlines. */
function rangesOf(
  root: Node,
  path: Path,
  part: 'key' | 'value',
  lookup: Lookup,
): [whole: Range, shown: Range] {
  let node = root;
  let key: Node = root;
  for (const segment of path) {
    const next = childOf(node, segment, lookup);
    if (!next) break;
    key = keyOf(node, segment, lookup) ?? next;
    node = next;
  }
  const found = part === 'key' ? key : node;
  return [rangeOf(found), shownOf(found)];
}

/** A block collection is marked by its first line's start only, so that a frame stays small. */
function shownOf(node: Node): Range {
  const first = isMap(node) && !node.flow ? node.items[0]?.key : undefined;
  return first ? shownOf(first as Node) : rangeOf(node);
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
