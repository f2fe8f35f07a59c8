import { isUtf8 } from 'node:buffer';
import { Fault } from '../../diagnostics/fault.js';
import { attemptsOf, entryOf, keyOf, latestOf, type Entry, type Header } from '../entry.js';
import { joinEntry } from '../merge/merge.js';
import { isEnding, isPlaced } from '../states.js';
import { isSameAs } from '../merge/versions.js';
import { decodeEntry, decodeHeader, isComplete, type Damaged } from './lines.js';

/**
 * What a lockfile's bytes say. A last line of the journal that broke off is passed over: its call was not sent yet, or the line of its
 * intent stands above. Any other is damage, for it may be the only record of a call. One that is whole and only lacks its end counts,
 * since editors drop the last line end. Throws Fault `lockfile-damaged`.
 */
export function decodeLockfile(
  bytes: Uint8Array,
  file: string,
): { header: Header; entries: Map<string, Entry> } {
  const at =
    (line: number): Damaged =>
    (problem) =>
      new Fault('lockfile-damaged', { file, line, problem });
  const lines = linesOf(bytes, at);
  const first = lines.next().value;
  if (first === undefined)
    throw at(1)(
      bytes.length === 0 ? 'the file is empty: even its header is gone' : 'the header line broke off',
    );
  const header = decodeHeader(first, at(1));
  const entries = new Map<string, Entry>();
  for (let number = 2, line = lines.next().value; line !== undefined; number++, line = lines.next().value) {
    const damaged = at(number);
    const entry = applyLine(entries, decodeEntry(line, damaged), line.startsWith(JOURNAL));
    if ((entry?.earlier?.length ?? 0) > MAX_ATTEMPTS)
      throw damaged(`a call with more than ${MAX_ATTEMPTS} attempts`);
  }
  return { header, entries };
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

/** The lines one by one: a file of line ends alone has too many of them to hold at once. */
function linesOf(bytes: Uint8Array, at: (line: number) => Damaged): Iterator<string, undefined> {
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  // A line that broke off may end in the middle of a character, or in zeros that a file system left.
  const rest = new TextDecoder().decode(bytes.subarray(end)).replace(/\0+$/, '');
  const brokeOff = !isComplete(rest);
  const text = decodeText(brokeOff ? bytes.subarray(0, end) : bytes, at);
  if (brokeOff && text !== '' && !isJournal(rest))
    throw at(countLineFeeds(text) + 1)('this line is cut: the rest of it, and what follows it, is lost');
  return splitLines(text);
}

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

/** Also takes away a byte order mark. */
function decodeText(bytes: Uint8Array, at: (line: number) => Damaged): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw at(firstInvalidLine(bytes))('this line is not UTF-8 text');
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
