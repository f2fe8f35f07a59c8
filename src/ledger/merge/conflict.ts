import { faultOf, isFinding } from '../../diagnostics/fatal.js';
import type { Fault } from '../../diagnostics/fault.js';
import { keyOf, type Entry } from '../entry.js';
import { damaged, decodeLockfile, type Lockfile } from '../lockfile/decode.js';
import { joinLockfiles, unmerged, type Joined } from './join.js';
import { decodeEntry, decodeHeader, markerOf } from '../lockfile/lines.js';

/** A line of one side, and where it stands in the conflicted file. */
interface Line {
  readonly text: string;
  readonly number: number;
}

interface Sides {
  readonly ours: Line[];
  readonly theirs: Line[];
  /** What both had before, where git was asked to show it. */
  readonly base: Line[];
}

/** Which side lines belong to. */
type Place = 'both' | 'ours' | 'base' | 'theirs';

/**
 * What a lockfile with git's conflict markers says, as one; undefined when it has none. Throws Fault `lockfile-damaged` for a line of
 * either side that is not whole, and for markers that do not fit together; `lockfile-unmerged` when the two sides contradict each
 * other. Pure.
 */
export function joinConflict(bytes: Uint8Array, file: string): Joined | undefined {
  const damagedAt = (line: number, problem: string): Fault => faultOf(damaged(file, line, problem));
  const lines = linesOf(decodeUtf8(bytes, damagedAt));
  if (lines.every(({ text }) => markerOf(text) === undefined)) return undefined;
  const sides = split(lines, damagedAt);
  // Not needed, but a hunk of which a part is broken may have lost more.
  for (const { text, number } of sides.base) {
    const damage = damageIn(text);
    if (damage !== undefined) throw damagedAt(number, damage);
  }
  const [ours, theirs] = [read(sides.ours, file), read(sides.theirs, file)];
  const joined = joinLockfiles(ours, theirs, file);
  const worst = joined.contested.filter(({ merged }) => merged !== 'apart');
  if (worst.length > 0) throw unmerged(file, contradiction(worst, lines));
  return joined;
}

function contradiction(contested: readonly Entry[], lines: readonly Line[]): string {
  const keys = new Set(contested.map(({ edition, id }) => keyOf(edition, id)));
  const places = lines.filter(({ text }) => keys.has(keyIn(text) ?? '')).map(({ number }) => number);
  const more = places.length > MAX_NAMED ? ` and ${places.length - MAX_NAMED} more` : '';
  return `the branches tell different things of ${contested.length === 1 ? 'a call' : `${contested.length} calls`}, in lines ${places.slice(0, MAX_NAMED).join(', ')}${more}; merge again with callplan merge-driver --install, which keeps both and asks`;
}

const MAX_NAMED = 10;

/** Of which call a line tells, that has been read before. */
function keyIn(text: string): string | undefined {
  if (markerOf(text) !== undefined) return undefined;
  const { edition, id } = JSON.parse(text) as Partial<Entry>;
  return edition === undefined || id === undefined ? undefined : keyOf(edition, id);
}

function split(lines: readonly Line[], damagedAt: (line: number, problem: string) => Fault): Sides {
  const sides: Sides = { ours: [], theirs: [], base: [] };
  let at: Place = 'both';
  for (const line of lines) {
    const marker = markerOf(line.text);
    if (marker === undefined) {
      if (at !== 'theirs' && at !== 'base') sides.ours.push(line);
      if (at !== 'ours' && at !== 'base') sides.theirs.push(line);
      if (at === 'base') sides.base.push(line);
      continue;
    }
    const next: Place | undefined = FOLLOWING[at][marker.charAt(0)];
    if (!next) throw damagedAt(line.number, `the conflict marker ${marker} does not belong here`);
    at = next;
  }
  if (at !== 'both') throw damagedAt(lines.length, 'the conflict that began above does not end');
  return sides;
}

/** Which marker leads where. */
const FOLLOWING: Readonly<Record<Place, Readonly<Record<string, Place>>>> = {
  both: { '<': 'ours' },
  ours: { '|': 'base', '=': 'theirs' },
  base: { '=': 'theirs' },
  theirs: { '>': 'both' },
};

/** One side's lockfile. Damage is said where it is in the whole file. */
function read(side: readonly Line[], file: string): Lockfile {
  const decoded = decodeLockfile(Buffer.from(side.map(({ text }) => `${text}\n`).join('')), file);
  if (!isFinding(decoded)) return decoded;
  const { line, column } = decoded.span.start;
  const start = { line: side[line - 1]?.number ?? line, column };
  throw faultOf({ ...decoded, span: { ...decoded.span, start, end: start } });
}

function damageIn(text: string): string | undefined {
  const line = text.startsWith('{"lockfile":') ? decodeHeader(text) : decodeEntry(text);
  return typeof line === 'string' ? line : undefined;
}

function linesOf(text: string): Line[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => ({ text: line.replace(/\r$/, ''), number: index + 1 }));
}

function decodeUtf8(bytes: Uint8Array, damagedAt: (line: number, problem: string) => Fault): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw damagedAt(1, 'the file is not UTF-8 text');
  }
}
