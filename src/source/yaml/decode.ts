import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { quote } from '../../privacy/quoted.js';
import { ANY, type Shape } from '../schema/shape.js';
import type { Found, Range } from './found.js';
import { MAX_DEPTH } from './inspect.js';
import { findMisreading } from './misreadings.js';
import { noteEntry, type SecretNotes, type SecretRange } from './secrets.js';

/** How many nodes aliases may repeat in one document, so that a small file cannot unfold into a huge one. */
export const MAX_REPEATED_NODES = 1_000_000;

/** What the walk made of a tree. `aliases` tells where each alias led, for places. */
export interface Decoded {
  readonly value: unknown;
  readonly problems: readonly Found[];
  readonly aliases: ReadonlyMap<Alias, Node>;
  readonly secrets: readonly SecretRange[];
}

interface Walk extends SecretNotes {
  readonly problems: Found[];
  readonly aliases: Map<Alias, Node>;
  /** Anchors seen so far; a later one of the same name replaces it, as YAML has it. */
  readonly anchors: Map<string, Node>;
  /** The nodes that are being walked through an alias or an anchor, against loops. */
  readonly open: Set<Node>;
  repeated: number;
  depth: number;
  tooDeep: boolean;
}

/**
 * Turns a failsafe YAML tree into plain data. A plain scalar becomes a number, a boolean or null only where the shape allows that
 * kind and the text has its one plain form; everything else stays the text that was written. `text` is the tree's source.
 */
export function decode(root: Node, shape: Shape, text: string): Decoded {
  const walk: Walk = {
    text,
    problems: [],
    aliases: new Map(),
    secrets: new Map(),
    lastSecret: [0, 0],
    anchors: new Map(),
    open: new Set(),
    repeated: 0,
    depth: 0,
    tooDeep: false,
  };
  const value = decodeNode(root, shape, walk);
  const { problems, aliases, secrets } = walk;
  return { value, problems, aliases, secrets: [...secrets.values()] };
}

function decodeNode(node: Node | null, shape: Shape, walk: Walk): unknown {
  if (node === null) return decodeText('', true, shape);
  if (walk.open.size > 0 && ++walk.repeated > MAX_REPEATED_NODES) return stopRepeating(node, walk);
  if (isAlias(node)) return decodeAlias(node, shape, walk);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isScalar(node)) return decodeScalar(node as Scalar<string>, shape, walk);
  walk.depth += 1;
  const value = isMap(node)
    ? decodeMap(node, shape, walk)
    : isSeq(node)
      ? node.items.map((item) => decodeNode(item as Node | null, shape.item(), walk))
      : undefined;
  walk.depth -= 1;
  return value;
}

function decodeScalar(node: Scalar<string>, shape: Shape, walk: Walk): unknown {
  const plain = node.type === 'PLAIN';
  const value = decodeText(node.value, plain, shape);
  // A value is looked at where it stands, not again wherever an alias repeats it.
  if (plain && (value === node.value || node.value === '') && shape !== ANY && walk.open.size === 0) {
    const misreading = findMisreading(node, shape, walk.text);
    if (misreading) walk.problems.push(misreading);
  }
  return value;
}

function decodeText(text: string, plain: boolean, { kinds }: Shape): unknown {
  if (!plain) return text;
  if (kinds.has('integer') && /^-?(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  if (kinds.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (text === '' || ((text === 'null' || text === '~') && kinds.has('null'))) return null;
  return text;
}

function decodeAlias(alias: Alias, shape: Shape, walk: Walk): unknown {
  const target = walk.anchors.get(alias.source);
  const range = rangeOf(alias);
  if (!target) {
    walk.problems.push({ code: 'unknown-alias', args: { name: quote(alias.source) }, range });
    return undefined;
  }
  walk.aliases.set(alias, target);
  const inside = (target.range?.[2] ?? 0) > range[0];
  if (inside || walk.open.has(target)) {
    const args = { name: quote(alias.source) };
    walk.problems.push({ code: 'alias-loop', args, range, related: rangeOf(target) });
    return undefined;
  }
  // Each anchor may stand in a deeply nested value of its own, and be the bottom of the next.
  if (walk.depth > MAX_DEPTH) {
    if (!walk.tooDeep) walk.problems.push({ code: 'too-deep', args: { limit: MAX_DEPTH }, range });
    walk.tooDeep = true;
    return undefined;
  }
  walk.open.add(target);
  const value = decodeNode(target, shape, walk);
  walk.open.delete(target);
  return value;
}

function stopRepeating(node: Node, walk: Walk): unknown {
  if (walk.repeated === MAX_REPEATED_NODES + 1)
    walk.problems.push({ code: 'alias-bomb', args: { limit: MAX_REPEATED_NODES }, range: rangeOf(node) });
  return undefined;
}

function decodeMap(map: YAMLMap, shape: Shape, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const seen = new Map<string, Node>();
  const merges: Node[] = [];
  for (const entry of map.items as Pair<Node | null, Node | null>[]) {
    // What an alias repeats has been noted at its own place.
    if (walk.open.size === 0) noteEntry(entry, shape.keys, walk);
    const { key, value } = entry;
    const name = isScalar(key) ? String(key.value) : undefined;
    if (key === null || name === undefined) {
      walk.problems.push({ code: 'key-not-text', args: {}, range: rangeOf(key ?? value ?? map) });
      continue;
    }
    const first = seen.get(name);
    if (first) {
      walk.problems.push({
        code: 'duplicate-key',
        args: { key: quote(name) },
        range: rangeOf(key),
        related: rangeOf(first),
      });
      continue;
    }
    seen.set(name, key);
    if (name === '<<' && value) merges.push(value);
    else assign(result, name, decodeNode(value, shape.property(name), walk));
  }
  for (const merge of merges) mergeInto(result, merge, shape, walk);
  return result;
}

/** YAML's merge key: what is written in the map itself comes first, then the earlier of several merged maps. */
function mergeInto(result: Record<string, unknown>, node: Node, shape: Shape, walk: Walk): void {
  const parts = isSeq(node) ? (node.items as Node[]) : [node];
  for (const part of parts) {
    const merged = decodeNode(part, shape, walk);
    // Why there is nothing to merge has been said.
    if (merged === undefined) continue;
    if (typeof merged !== 'object' || merged === null || Array.isArray(merged)) {
      walk.problems.push({ code: 'merge-not-map', args: {}, range: rangeOf(part) });
      continue;
    }
    for (const [key, value] of Object.entries(merged))
      if (!Object.hasOwn(result, key)) assign(result, key, value);
  }
}

/** A key named __proto__ must become a key like any other, for the schema to refuse it. */
function assign(result: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') result[key] = value;
  else Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
