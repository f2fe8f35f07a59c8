/** First in, first out; every operation takes constant time, unlike an array's `shift`. */
export interface Queue<T> {
  readonly push: (item: T) => void;
  readonly first: () => T | undefined;
  readonly drop: () => void;
  /** All items, oldest first. */
  readonly items: () => T[];
}

interface Link<T> {
  readonly item: T;
  next: Link<T> | undefined;
}

export function createQueue<T>(): Queue<T> {
  let first: Link<T> | undefined;
  let last: Link<T> | undefined;
  return {
    push: (item) => {
      const link: Link<T> = { item, next: undefined };
      if (first === undefined || last === undefined) first = link;
      else last.next = link;
      last = link;
    },
    first: () => first?.item,
    drop: () => {
      first = first?.next;
    },
    items: () => {
      const items: T[] = [];
      for (let link = first; link !== undefined; link = link.next) items.push(link.item);
      return items;
    },
  };
}
