import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { quote } from '../../privacy/quoted.js';
import { attemptsOf, entryOf, keyOf, latestOf, type Entry, type Header } from '../entry.js';
import { joinEntry } from '../merge/merge.js';
import { isEnding, isPlaced } from '../states.js';
import { isSameAs } from '../merge/versions.js';
import { decodeEntry, decodeHeader, isComplete, type Damage } from './lines.js';

/** What a lockfile says. */
export interface Lockfile {
  readonly header: Header;
  readonly entries: Map<string, Entry>;
}

/**
 * What a lockfile's bytes say, or the finding of a line that is damaged. A last line of the journal that broke off is passed over: its
 * call was not sent yet, or the line of its intent is above it. Any other is damage, for it may be the only record of a call. One that
 * is whole and only lacks its end counts, since editors drop the last line end.
 */
export function decodeLockfile(bytes: Uint8Array, file: string): Lockfile | Diagnostic<'lockfile-damaged'> {
  const text = textOf(bytes);
  if (typeof text !== 'string') return damaged(file, text.line, text.damage);
  const lines = splitLines(text);
  const first = lines.next().value;
  if (first === undefined) return damaged(file, 1, whyEmpty(bytes));
  const header = decodeHeader(first);
  if (typeof header === 'string') return damaged(file, 1, header);
  const entries = new Map<string, Entry>();
  let number = 1;
  for (const line of lines) {
    number += 1;
    const damage = addLine(entries, line);
    if (damage !== undefined) return damaged(file, number, damage);
  }
  return { header, entries };
}

function whyEmpty(bytes: Uint8Array): Damage {
  return bytes.length === 0 ? 'the file is empty: even its header is gone' : 'the header line broke off';
}

function addLine(entries: Map<string, Entry>, line: string): Damage | undefined {
  const entry = decodeEntry(line);
  if (typeof entry === 'string') return entry;
  const known = applyLine(entries, entry, line.startsWith(JOURNAL));
  const attempts = known?.earlier?.length ?? 0;
  return attempts > MAX_ATTEMPTS ? `a call with more than ${MAX_ATTEMPTS} attempts` : undefined;
}

/** The finding of a lockfile's line, from 1. */
export function damaged(file: string, line: number, problem: Damage): Diagnostic<'lockfile-damaged'> {
  const start = { line, column: 1 };
  const span = { file, start, end: start, about: undefined };
  return { code: 'lockfile-damaged', args: { problem: quote(problem) }, span };
}

/**
 * Adds one line to what is known. The last line of a call counts, with two bounds: a new attempt keeps the ones before it as its
 * history, and nothing but a new attempt makes a call that was accepted look as if nobody had been called. `ofRun`: it is of the journal,
 * so what it tells became of the attempt above it; a line in its final form beside one on its way is another branch's.
 */
export function applyLine(entries: Map<string, Entry>, line: Entry, ofRun = true): Entry | undefined {
  const key = keyOf(line.edition, line.id);
  const known = entries.get(key);
  const next = following(known, line, ofRun);
  if (next) entries.set(key, next);
  else entries.delete(key);
  return next;
}

function following(known: Entry | undefined, line: Entry, ofRun: boolean): Entry | undefined {
  if (!known) return line.state === 'not_sent' ? undefined : line;
  if (outranks(known, line)) return known;
  if (line.state === 'not_sent' && !takesBack(line, known)) return known;
  const attempts = attemptsOf(known);
  const before = attempts.slice(0, -1);
  if (line.state === 'not_sent') return entryOf(before);
  const single = latestOf(line);
  if (line.state === 'sending') return entryOf([...attempts, single]);
  if (line.earlier) return joinEntry(known, line);
  if (before.some(isSameAs(single))) return known;
  // No run writes the outcome of what it has not claimed, and none gives an attempt another time: the other of two branches did.
  if ((known.state === 'sending' && ofRun) || isSameAs(known)(single)) return entryOf([...before, single]);
  return joinEntry(known, line);
}

/**
 * Merged branches bring such lines: what may have rung is not undone by a rejection, and a doubt only by the person who settled it;
 * how a call ended is not undone by what was known before.
 */
function outranks(known: Entry, line: Entry): boolean {
  if (line.state === 'rejected')
    return isPlaced(known.state) || (known.state === 'in_doubt' && line.settled === undefined);
  return isEnding(known.state) && line.state === 'accepted' && line.at === known.at;
}

/** An attempt is taken back by its own run, or by a person who settled that it never left. */
function takesBack(line: Entry, known: Entry): boolean {
  return known.state === 'sending' || (known.state === 'in_doubt' && line.settled !== undefined);
}

/** The text of the lines that count, or where it is damaged. */
function textOf(bytes: Uint8Array): string | { readonly line: number; readonly damage: Damage } {
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  // A line that broke off may end in the middle of a character, or in zeros that a file system left.
  const rest = new TextDecoder().decode(bytes.subarray(end)).replace(/\0+$/, '');
  const brokeOff = !isComplete(rest);
  const whole = brokeOff ? bytes.subarray(0, end) : bytes;
  const text = decodeUtf8(whole);
  if (text === undefined) return { line: firstInvalidLine(whole), damage: 'this line is not UTF-8 text' };
  if (brokeOff && text !== '' && !isJournal(rest))
    return {
      line: countLineFeeds(text) + 1,
      damage: 'this line is cut: the rest of it, and what follows it, is lost',
    };
  return text;
}

/** The lines one by one: a file of line ends alone has too many of them to hold at once. */
function* splitLines(text: string): Generator<string, undefined> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end === -1 ? undefined : end);
    start = end === -1 ? text.length : end + 1;
  }
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Whether what is left of a line can be the beginning of one that encodeJournalLine wrote. */
function isJournal(rest: string): boolean {
  return rest === '' || rest.startsWith(JOURNAL) || (rest.length > 2 && JOURNAL.startsWith(rest));
}

/** How lines of the journal begin, and no others. */
const JOURNAL = '{"state":';

/** Far more than anybody asks for by hand. */
export const MAX_ATTEMPTS = 1000;

const LINE_FEED = 0x0a;

/** Undefined for what is not UTF-8. Also takes away a byte order mark. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function firstInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  let end = bytes.indexOf(LINE_FEED);
  for (let start = 0; end !== -1 && isUtf8(bytes.subarray(start, end)); line++) {
    start = end + 1;
    end = bytes.indexOf(LINE_FEED, start);
  }
  return line;
}
