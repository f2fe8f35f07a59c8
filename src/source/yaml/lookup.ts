import { isMap, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';

type Segment = string | number;

/** Where a part of a tree stands, as offsets in UTF-16 code units. */
export type Range = [start: number, end: number];

/** Finds the parts of one tree by their path. */
export interface Lookup {
  readonly child: (node: Node, segment: Segment) => Node | undefined;
  readonly key: (node: Node, segment: Segment) => Node | undefined;
}

/** Maps of more keys than this are indexed when first asked: many findings in one large map must not cost its square. */
const INDEXED_FROM = 16;

/** A lookup that follows `aliases` and merge keys. */
export function createLookup(aliases: ReadonlyMap<Alias, Node>): Lookup {
  const indexes = new Map<YAMLMap, Map<string, Pair>>();
  const follow = (node: Node): Node => aliases.get(node as Alias) ?? node;

  const pairOf = (map: YAMLMap, segment: Segment): Pair | undefined => {
    if (map.items.length <= INDEXED_FROM)
      return map.items.find(({ key }) => isScalar(key) && key.value === String(segment));
    const index = indexes.get(map) ?? indexOf(map);
    indexes.set(map, index);
    return index.get(String(segment));
  };

  const mergedInto = (map: YAMLMap): Node[] => {
    const merge = pairOf(map, '<<')?.value as Node | null | undefined;
    if (!merge) return [];
    const target = follow(merge);
    return isSeq(target) ? (target.items as Node[]) : [target];
  };

  // Maps that merge the same maps over and over are asked once each.
  const find = (node: Node, segment: Segment, asked: Set<Node>): Pair | undefined => {
    const map = follow(node);
    if (!isMap(map) || asked.has(map)) return undefined;
    asked.add(map);
    const own = pairOf(map, segment);
    if (own) return own;
    for (const merged of mergedInto(map)) {
      const pair = find(merged, segment, asked);
      if (pair) return pair;
    }
    return undefined;
  };

  return {
    child: (node, segment) => {
      const target = follow(node);
      if (isSeq(target)) return target.items[Number(segment)] as Node | undefined;
      const pair = find(target, segment, new Set());
      return (pair?.value ?? pair?.key) as Node | undefined;
    },
    key: (node, segment) => find(node, segment, new Set())?.key as Node | undefined,
  };
}

function indexOf(map: YAMLMap): Map<string, Pair> {
  const index = new Map<string, Pair>();
  for (const pair of map.items)
    if (isScalar(pair.key) && !index.has(String(pair.key.value))) index.set(String(pair.key.value), pair);
  return index;
}
