/** What is due first comes first; each operation takes logarithmic time, `prune` linear. */
export interface Heap<T> {
  readonly push: (at: number, item: T) => void;
  /** Infinity when it is empty. */
  readonly firstAt: () => number;
  readonly pop: () => T | undefined;
  readonly prune: (keep: (item: T) => boolean) => void;
}

interface Entry<T> {
  readonly at: number;
  /** Of two that are due at the same time, the one that was put in first. */
  readonly turn: number;
  readonly item: T;
}

export function createHeap<T>(): Heap<T> {
  let entries: Entry<T>[] = [];
  let turns = 0;
  return {
    push: (at, item) => {
      rise(entries, { at, turn: turns++, item });
    },
    firstAt: () => entries[0]?.at ?? Infinity,
    pop: () => {
      const first = entries[0];
      const last = entries.pop();
      if (last !== undefined && entries.length > 0) sink(entries, last);
      return first?.item;
    },
    prune: (keep) => {
      // A sorted list is a heap.
      entries = entries
        .filter(({ item }) => keep(item))
        .sort((one, other) => one.at - other.at || one.turn - other.turn);
    },
  };
}

function isBefore<T>(one: Entry<T>, other: Entry<T>): boolean {
  return one.at < other.at || (one.at === other.at && one.turn < other.turn);
}

/** Adds an entry at the bottom, above which it rises to its place. */
function rise<T>(entries: Entry<T>[], entry: Entry<T>): void {
  let hole = entries.length;
  while (hole > 0) {
    const parent = entries[(hole - 1) >> 1];
    if (parent === undefined || !isBefore(entry, parent)) break;
    entries[hole] = parent;
    hole = (hole - 1) >> 1;
  }
  entries[hole] = entry;
}

/** Puts an entry in the place of the first, below which it sinks to its own. */
function sink<T>(entries: Entry<T>[], entry: Entry<T>): void {
  let hole = 0;
  for (;;) {
    const [left, right] = [entries[2 * hole + 1], entries[2 * hole + 2]];
    const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
    if (child === undefined || isBefore(entry, child)) break;
    entries[hole] = child;
    hole = 2 * hole + (child === left ? 1 : 2);
  }
  entries[hole] = entry;
}
