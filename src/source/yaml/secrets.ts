import { isAlias, isCollection, isPair, isScalar, type Alias, type Node, type Pair } from 'yaml';
import { nearest } from '../../diagnostics/nearest.js';
import { mentionsSecret, SECRET_KEYS, type Secret } from '../../privacy/quoted.js';
import { placesOf, type SourceText } from '../files/text.js';
import type { PlaceOf, Range } from './found.js';
import { commentAt } from './lines.js';

/** A part of a text that is secret. */
export interface SecretRange {
  readonly range: Range;
  readonly about: Secret;
}

/** The secrets that are found while a tree is walked over. */
export interface SecretNotes {
  readonly text: string;
  /** The anchors above the place that has been reached. */
  readonly anchors: ReadonlyMap<string, Node>;
  /** Those of entries in maps, and of what aliases in them repeat. */
  readonly secrets: Map<Entry | Node, SecretRange>;
  /** That of the last entry: the entries within it are covered by it. */
  lastSecret: Range;
}

type Entry = Pair<Node | null, Node | null>;

/** A longer line is not for everybody: to look through it for every finding would take too long. */
const LONGEST_LINE = 4096;

const KEYS = Object.keys(SECRET_KEYS);

/** Notes an entry of a map if its key holds a secret. `keys` are those that the schema lists for the map. */
export function noteEntry(entry: Entry, keys: readonly string[], notes: SecretNotes): void {
  const [start] = rangeOf(entry.key);
  const isCovered = start >= notes.lastSecret[0] && start < notes.lastSecret[1];
  const about = isCovered ? undefined : secretUnder(entry.key, keys);
  if (about === undefined) return;
  notes.lastSecret = rangeOfEntry(entry, notes.text);
  notes.secrets.set(entry, { range: notes.lastSecret, about });
  noteRepeated(entry, about, notes);
}

/** Notes what the aliases within an entry repeat, and those within that. */
function noteRepeated(entry: Entry, about: Secret, { text, anchors, secrets }: SecretNotes): void {
  const within: unknown[] = [entry];
  for (const node of within) {
    if (isPair(node)) within.push(node.key, node.value);
    if (isCollection(node)) for (const item of node.items) within.push(item);
    const target = isAlias(node) ? anchors.get(node.source) : undefined;
    if (!target || secrets.has(target)) continue;
    secrets.set(target, { range: [rangeOf(target)[0], endOf(target, text)], about });
    within.push(target);
  }
}

/** A key that the schema does not list may be a secret's with a letter wrong. A key that is no text has been refused by now. */
function secretUnder(key: Node | null, keys: readonly string[]): Secret | undefined {
  if (!isScalar(key)) return undefined;
  const name = String(key.value);
  if (Object.hasOwn(SECRET_KEYS, name)) return SECRET_KEYS[name];
  const meant = keys.length === 0 || keys.includes(name) ? undefined : nearest(name, KEYS);
  return meant === undefined ? undefined : SECRET_KEYS[meant];
}

/** What an entry has after its key. A value that is missing counts as one character. */
function rangeOfEntry({ key, value }: Entry, text: string): Range {
  const [, end] = rangeOf(key);
  return [end, value ? endOf(value, text) : end + 1];
}

/** Where a value ends, with a comment that may be meant as a part of it. */
function endOf(value: Node, text: string): number {
  const [, end] = rangeOf(value);
  const last: unknown = isCollection(value) ? value.items.at(-1) : undefined;
  const node = isPair(last) ? (last.value ?? last.key) : last;
  if (node !== undefined) return Math.max(end, endOf(node as Node, text));
  const comment = commentAt(text, end);
  return comment ? comment.start + comment.text.length : end + 1;
}

/** Gives places in a text that has these secrets. An alias of what is a part of one is secret as well. */
export function placesAmong(
  secrets: readonly SecretRange[],
  aliases: ReadonlyMap<Alias, Node>,
  source: SourceText,
): PlaceOf {
  const span = placesOf(source);
  const direct = united(secrets);
  const repeated = [...aliases].flatMap(([alias, target]): SecretRange[] => {
    const about = secretAround(rangeOf(target), direct);
    return about === undefined ? [] : [{ range: rangeOf(alias), about }];
  });
  const all = repeated.length === 0 ? direct : united([...direct, ...repeated]);
  return (range, shown = range) => {
    const place = span(...shown);
    const about = secretAround(range, all);
    const lineIsOpen = isOpen(source.text, shown[0] - place.start.column + 1, all);
    return { ...place, about, ...(lineIsOpen && { lineIsOpen }) };
  };
}

/** Gives places in a text that could not be parsed. */
export function placesInUnparsed(source: SourceText): PlaceOf {
  const span = placesOf(source);
  return (range, shown = range) => ({ ...span(...shown), about: 'unparsed' });
}

function rangeOf(node: Node | null): Range {
  const [start, end] = node?.range ?? [0, 0];
  return [start, end];
}

/** The same without overlaps, in order. */
function united(secrets: readonly SecretRange[]): SecretRange[] {
  const apart: SecretRange[] = [];
  for (const { range, about } of [...secrets].sort((a, b) => a.range[0] - b.range[0])) {
    const last = apart.at(-1);
    if (!last || range[0] > last.range[1]) apart.push({ range, about });
    else apart[apart.length - 1] = { ...last, range: [last.range[0], Math.max(last.range[1], range[1])] };
  }
  return apart;
}

function secretAround([start, end]: Range, secrets: readonly SecretRange[]): Secret | undefined {
  const before = lastUpTo(secrets, start);
  return before && end <= before.range[1] ? before.about : undefined;
}

/** Whether the line that begins at `start` has no secret anywhere. */
function isOpen(text: string, start: number, secrets: readonly SecretRange[]): boolean {
  const line = text.slice(start, start + LONGEST_LINE).replace(/\n[^]*/, '');
  if (line.length === LONGEST_LINE || mentionsSecret(line)) return false;
  return (lastUpTo(secrets, start + line.length)?.range[1] ?? 0) <= start;
}

/** The last secret that begins at or before an offset. There may be thousands, and as many findings. */
function lastUpTo(secrets: readonly SecretRange[], offset: number): SecretRange | undefined {
  let [low, high] = [0, secrets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((secrets[middle]?.range[0] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return secrets[low - 1];
}
