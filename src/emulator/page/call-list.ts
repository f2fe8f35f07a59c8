import type { FeedCall } from '../feed/messages.js';
import { createCallRow, type CallRow } from './call-row.js';
import { byId } from './dom.js';
import { count } from './words.js';

/** The list of calls, newest first. */
export interface CallList {
  /** Takes new calls and what is new of others, oldest first; gives how many are new. */
  readonly take: (calls: readonly FeedCall[], now: number) => number;
  readonly age: (now: number) => void;
  readonly keep: (most: number) => void;
  readonly clear: () => void;
  readonly size: () => number;
}

interface State {
  readonly list: HTMLElement;
  /** Oldest first. */
  readonly rows: Map<string, CallRow>;
  readonly live: Set<CallRow>;
}

export function createCallList(): CallList {
  const state: State = { list: byId('calls'), rows: new Map(), live: new Set() };
  return {
    take: (calls, now) => {
      const before = state.rows.size;
      for (const call of calls) take(state, call, now);
      return state.rows.size - before;
    },
    age: (now) => {
      for (const row of state.live) row.age(now);
    },
    keep: (most) => {
      keep(state, most);
    },
    clear: () => {
      clear(state);
    },
    size: () => state.rows.size,
  };
}

function take(state: State, call: FeedCall, now: number): void {
  const known = state.rows.get(call.id);
  known?.update(call, now);
  const row = known ?? add(state, call, now);
  if (row.isLive()) state.live.add(row);
  else state.live.delete(row);
}

function add({ list, rows }: State, call: FeedCall, now: number): CallRow {
  const row = createCallRow(call, now);
  rows.set(call.id, row);
  list.prepend(row.element);
  return row;
}

function keep(state: State, most: number): void {
  const surplus = [...state.rows].slice(0, Math.max(0, state.rows.size - most));
  const words = `Older than the newest ${count(most)}: what happens to it now is not shown.`;
  for (const [id, row] of surplus) forget(state, id, row, words);
  remove(surplus.filter(([, row]) => !row.isOpen()).map(([, row]) => row.element));
}

/** A row that is open is left to its reader, with `words` at its end. */
function forget({ rows, live }: State, id: string, row: CallRow, words: string): void {
  rows.delete(id);
  live.delete(row);
  if (row.isOpen()) row.leave(words);
}

/** Takes elements out. A focus within moves to the next newer call, and only once: each move has the browser lay out the page. */
function remove(elements: readonly Element[]): void {
  const removed = new Set(elements);
  const focused = elements.find((element) => element.contains(document.activeElement));
  let newer = focused?.previousElementSibling;
  while (newer && removed.has(newer)) newer = newer.previousElementSibling;
  if (focused) (newer?.querySelector('summary') ?? byId('calls-title')).focus();
  for (const element of elements) element.remove();
}

function clear({ list, rows, live }: State): void {
  if (list.contains(document.activeElement)) byId('calls-title').focus();
  rows.clear();
  live.clear();
  list.replaceChildren();
}
