import type { FeedCall } from '../feed/messages.js';
import { createRow, type Row } from './call-row.js';
import { byId } from './dom.js';
import { count } from './words.js';

/** The list of calls, newest first. */
export interface Calls {
  /** Takes new calls and what is new of others, oldest first; gives how many are new. */
  readonly take: (calls: readonly FeedCall[], now: number) => number;
  readonly age: (now: number) => void;
  readonly keep: (most: number) => void;
  readonly clear: () => void;
  readonly size: () => number;
}

export function createCalls(): Calls {
  const list = byId('calls');
  /** Oldest first. */
  const rows = new Map<string, Row>();
  const live = new Set<Row>();

  const add = (call: FeedCall, now: number): Row => {
    const row = createRow(call, now);
    rows.set(call.id, row);
    list.prepend(row.element);
    return row;
  };

  /** Who reads there keeps what is read. */
  const drop = (id: string, row: Row, words: string): void => {
    rows.delete(id);
    live.delete(row);
    if (row.isOpen()) {
      row.leave(words);
      return;
    }
    if (row.element.contains(document.activeElement)) focusBefore(row.element);
    row.element.remove();
  };

  return {
    take: (calls, now) => {
      let added = 0;
      for (const call of calls) {
        const known = rows.get(call.id);
        known?.update(call, now);
        const row = known ?? add(call, now);
        if (known === undefined) added += 1;
        if (row.isLive()) live.add(row);
        else live.delete(row);
      }
      return added;
    },
    age: (now) => {
      for (const row of live) row.age(now);
    },
    keep: (most) => {
      let surplus = rows.size - most;
      for (const [id, row] of rows) {
        if (surplus <= 0) break;
        drop(id, row, `Older than the newest ${count(most)}: what happens to it now is not shown.`);
        surplus -= 1;
      }
    },
    clear: () => {
      if (list.contains(document.activeElement)) byId('calls-title').focus();
      rows.clear();
      live.clear();
      list.replaceChildren();
    },
    size: () => rows.size,
  };
}

function focusBefore(element: Element): void {
  (element.previousElementSibling?.querySelector('summary') ?? byId('calls-title')).focus();
}
