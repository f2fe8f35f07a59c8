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

  const before = (one: Entry<T>, other: Entry<T>): boolean =>
    one.at < other.at || (one.at === other.at && one.turn < other.turn);

  const rise = (entry: Entry<T>): void => {
    let hole = entries.length;
    while (hole > 0) {
      const parent = entries[(hole - 1) >> 1];
      if (parent === undefined || !before(entry, parent)) break;
      entries[hole] = parent;
      hole = (hole - 1) >> 1;
    }
    entries[hole] = entry;
  };

  const sink = (entry: Entry<T>): void => {
    let hole = 0;
    for (;;) {
      const [left, right] = [entries[2 * hole + 1], entries[2 * hole + 2]];
      const child = right !== undefined && left !== undefined && before(right, left) ? right : left;
      if (child === undefined || before(entry, child)) break;
      entries[hole] = child;
      hole = 2 * hole + (child === left ? 1 : 2);
    }
    entries[hole] = entry;
  };

  return {
    push: (at, item) => {
      rise({ at, turn: turns++, item });
    },
    firstAt: () => entries[0]?.at ?? Infinity,
    pop: () => {
      const first = entries[0];
      const last = entries.pop();
      if (last !== undefined && entries.length > 0) sink(last);
      return first?.item;
    },
    prune: (keep) => {
      // What is sorted is a heap.
      entries = entries
        .filter(({ item }) => keep(item))
        .sort((one, other) => one.at - other.at || one.turn - other.turn);
    },
  };
}
