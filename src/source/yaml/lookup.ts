import { isMap, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';

type Segment = string | number;

/** What finding the parts of one tree by their path needs. */
export interface Lookup {
  /** Where each alias leads. */
  readonly aliases: ReadonlyMap<Alias, Node>;
  readonly indexes: Map<YAMLMap, ReadonlyMap<string, Pair>>;
}

/** Maps of more keys than this are indexed when first asked: many findings in one large map must not cost its square. */
const INDEXED_FROM = 16;

export function createLookup(aliases: ReadonlyMap<Alias, Node> = new Map()): Lookup {
  return { aliases, indexes: new Map() };
}

/** The value at a key or an index, through aliases and merge keys. */
export function childOf(node: Node, segment: Segment, lookup: Lookup): Node | undefined {
  const target = follow(node, lookup);
  if (isSeq(target)) return target.items[Number(segment)] as Node | undefined;
  const pair = findPair(target, segment, lookup);
  return (pair?.value ?? pair?.key) as Node | undefined;
}

/** The key itself, through aliases and merge keys. */
export function keyOf(node: Node, segment: Segment, lookup: Lookup): Node | undefined {
  return findPair(node, segment, lookup)?.key as Node | undefined;
}

function follow(node: Node, { aliases }: Lookup): Node {
  return aliases.get(node as Alias) ?? node;
}

/** Maps that merge the same maps over and over are asked once each. */
function findPair(node: Node, segment: Segment, lookup: Lookup, asked = new Set<Node>()): Pair | undefined {
  const map = follow(node, lookup);
  if (!isMap(map) || asked.has(map)) return undefined;
  asked.add(map);
  const own = ownPair(map, segment, lookup);
  if (own) return own;
  for (const merged of mergedInto(map, lookup)) {
    const pair = findPair(merged, segment, lookup, asked);
    if (pair) return pair;
  }
  return undefined;
}

function ownPair(map: YAMLMap, segment: Segment, { indexes }: Lookup): Pair | undefined {
  if (map.items.length <= INDEXED_FROM)
    return map.items.find(({ key }) => isScalar(key) && key.value === String(segment));
  const index = indexes.get(map) ?? indexOf(map);
  indexes.set(map, index);
  return index.get(String(segment));
}

function mergedInto(map: YAMLMap, lookup: Lookup): Node[] {
  const merge = ownPair(map, '<<', lookup)?.value as Node | null | undefined;
  if (!merge) return [];
  const target = follow(merge, lookup);
  return isSeq(target) ? (target.items as Node[]) : [target];
}

function indexOf(map: YAMLMap): Map<string, Pair> {
  const index = new Map<string, Pair>();
  for (const pair of map.items)
    if (isScalar(pair.key) && !index.has(String(pair.key.value))) index.set(String(pair.key.value), pair);
  return index;
}
