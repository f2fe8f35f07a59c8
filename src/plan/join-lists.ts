import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { quote } from '../privacy/quoted.js';
import type { DestinationEntry, ListEntry } from '../schemas/plan.js';
import type { Path, SourceDocument } from '../source/yaml/document.js';
import type { List, ListRow, NoList } from '../source/lists/list.js';
import { isListEntry } from './plan.js';

/** The lists of a plan by what it calls them, or why one cannot be had: a finding for the place where it is named. */
export type Lists = ReadonlyMap<string, List | NoList>;

/** A plan's destinations with the rows of its lists among them, in order. */
export interface Joined {
  /** Destinations as they are written, sound or not. */
  readonly destinations: readonly unknown[];
  /** What the schema of a destination judges of one: of a row what the list says, since all rows share what the plan says. */
  readonly judged: (index: number) => unknown;
  readonly locate: SourceDocument['locate'];
  /** What is wrong with the lists, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Destinations that stand one behind the other in the plan, or the rows of one list. */
interface Stretch {
  readonly first: number;
  /** The index in the plan of the first of them, or of the list. */
  readonly written: number;
  readonly list?: List;
}

/** What has been joined of a plan so far. */
interface Joining {
  readonly destinations: unknown[];
  readonly stretches: Stretch[];
  readonly diagnostics: Set<Diagnostic>;
}

/** Puts the rows of lists in the place of the entries that name them. `accepts` tells whether the schema accepts such an entry. */
export function joinLists(
  document: SourceDocument,
  written: readonly unknown[],
  lists: Lists,
  accepts: (entry: ListEntry, index: number) => boolean,
): Joined {
  if (!written.some(isListEntry)) return withoutLists(document, written);
  const joining: Joining = { destinations: [], stretches: [], diagnostics: new Set() };
  for (const [index, item] of written.entries()) {
    if (!isListEntry(item)) {
      addDestination(item, index, joining);
      continue;
    }
    const found = accepts(item, index) ? (lists.get(item.file) ?? missing(item.file)) : NONE;
    if ('code' in found)
      joining.diagnostics.add({ ...found, span: document.locate(['destinations', index, 'file']) });
    addRows(item, index, 'code' in found ? NONE : found, joining);
  }
  return joinedOf(joining, document);
}

function withoutLists(document: SourceDocument, written: readonly unknown[]): Joined {
  return {
    destinations: written,
    judged: (index) => written[index],
    locate: document.locate,
    diagnostics: [],
  };
}

function addDestination(item: unknown, written: number, { destinations, stretches }: Joining): void {
  const last = stretches.at(-1);
  if (!last || last.list) stretches.push({ first: destinations.length, written });
  destinations.push(item);
}

function addRows(
  entry: ListEntry,
  written: number,
  list: List,
  { destinations, stretches, diagnostics }: Joining,
): void {
  for (const diagnostic of list.diagnostics) diagnostics.add(diagnostic);
  stretches.push({ first: destinations.length, written, list });
  for (const row of list.rows) destinations.push(entryOfRow(entry, row));
}

function joinedOf({ destinations, stretches, diagnostics }: Joining, document: SourceDocument): Joined {
  const find = (index: number): Stretch | undefined => lastUpTo(stretches, index);
  return {
    destinations,
    judged: (index) => {
      const stretch = find(index);
      return stretch?.list ? stretch.list.rows[index - stretch.first] : destinations[index];
    },
    locate: (path, part) => locateIn(path, part, document, find),
    diagnostics: [...diagnostics],
  };
}

const NONE = { rows: [], diagnostics: [] } as unknown as List;

function missing(file: string): NoList {
  return { code: 'list-missing', args: { file: quote(file) } };
}

/** Rows of one list share, by reference, what the plan says for all of them. */
function entryOfRow(
  { from, callbacks, digits, options }: ListEntry,
  { to, id, vars }: ListRow,
): DestinationEntry {
  return {
    to,
    ...(id !== undefined && { id }),
    ...(from !== undefined && { from }),
    ...(callbacks !== undefined && { callbacks }),
    ...(digits !== undefined && { digits }),
    ...(options !== undefined && { options }),
    vars,
  };
}

function locateIn(
  path: Path,
  part: 'key' | 'value' | undefined,
  document: SourceDocument,
  find: (index: number) => Stretch | undefined,
): ReturnType<SourceDocument['locate']> {
  const [section, index, ...rest] = path;
  const stretch = section === 'destinations' && typeof index === 'number' ? find(index) : undefined;
  if (!stretch) return document.locate(path, part);
  const offset = Number(index) - stretch.first;
  if (!stretch.list) return document.locate(['destinations', stretch.written + offset, ...rest], part);
  const [key, name] = rest;
  if (key === undefined || key === 'to' || key === 'id') return stretch.list.locate(offset, key);
  if (key === 'vars') return stretch.list.locate(offset, name === undefined ? undefined : String(name));
  return document.locate(['destinations', stretch.written, ...rest], part);
}

function lastUpTo(stretches: readonly Stretch[], index: number): Stretch | undefined {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.first ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return stretches[low];
}
