import type { LockfileAttempt, LockfileEntry, LockfileHeader } from '../schemas/lockfile.js';

/** Which calls a lockfile is the record of. */
export type Header = Readonly<LockfileHeader>;

/** What is known of one call. */
export type Entry = Readonly<LockfileEntry>;

/** An attempt to place a call that was followed by another one. */
export type Attempt = Readonly<LockfileAttempt>;

/** Entries under {@link keyOf}. */
export type Entries = ReadonlyMap<string, Entry>;

/** A call's key. The length tells where the edition ends, so no two calls share a key whatever their names hold. */
export function keyOf(edition: string, id: string): string {
  return `${edition.length}:${edition}:${id}`;
}

/** One attempt to place a call, told in full. */
export type Single = Omit<Entry, 'earlier'>;

/** The latest attempt that an entry tells of. */
export function latestOf(entry: Entry): Single {
  if (entry.earlier === undefined) return entry;
  const latest = { ...entry };
  delete latest.earlier;
  return latest;
}

/** Every attempt that an entry tells of, oldest first. */
export function attemptsOf(entry: Entry): Single[] {
  const { edition, id, to, from, earlier = [] } = entry;
  return [...earlier.map((attempt) => ({ edition, id, to, from, ...attempt })), latestOf(entry)];
}

/** The entry that tells of these attempts of one call; undefined when there is none. */
export function entryOf(attempts: readonly Single[]): Entry | undefined {
  const last = attempts.at(-1);
  if (!last || attempts.length === 1) return last;
  return { ...last, earlier: attempts.slice(0, -1).map((one) => shorten(one, last)) };
}

/** What is the same in the later attempt is not told twice. */
function shorten(single: Single, later: Single): Attempt {
  const attempt: Partial<LockfileEntry> & LockfileAttempt = { ...single };
  delete attempt.edition;
  delete attempt.id;
  if (attempt.to === later.to) delete attempt.to;
  if (attempt.from === later.from) delete attempt.from;
  return attempt;
}

/** An entry that nobody will report on any more: what was on its way is in doubt. */
export function abandon(entry: Entry): Entry {
  if (entry.state !== 'sending') return entry;
  return { ...entry, state: 'in_doubt', error: 'the run that sent it ended before the reply' };
}
