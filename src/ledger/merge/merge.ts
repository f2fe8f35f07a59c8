import { encodeEntry } from '../lockfile/encode.js';
import { attemptsOf, entryOf, keyOf, type Entry, type Single } from '../entry.js';
import { isPlaced, mayHaveRung } from '../states.js';
import { GRAVITY, graver, isEqual, isSameAs, isVersionOf, joinVersions, type Merged } from './versions.js';

/**
 * What two branches' lockfiles know, put together. Nothing of either is lost, neither order nor a common ancestor matters, and what has
 * been joined before makes no difference. Pure.
 */
export function joinEntries(
  ours: ReadonlyMap<string, Entry>,
  theirs: ReadonlyMap<string, Entry>,
): Map<string, Entry> {
  const joined = new Map(ours);
  for (const [key, entry] of theirs) {
    const known = joined.get(key);
    joined.set(key, known ? joinEntry(known, entry) : entry);
  }
  return joined;
}

/**
 * What two branches know of one call. When one of them knows all that the other does, it has gone on from there and its word counts;
 * otherwise every attempt of both is kept, the furthest one counts, and `merged` says that a person has to look.
 */
export function joinEntry(a: Entry, b: Entry): Entry {
  if (isEqual(a, b)) return a;
  const [left, right] = [attemptsOf(a), attemptsOf(b)];
  const [inA, inB] = [continues(left, right), continues(right, left)];
  if (inA && inB) return withMerged(encodeEntry(a) < encodeEntry(b) ? b : a, graver(a.merged, b.merged));
  if (inA) return a;
  if (inB) return b;
  const { attempts, contradictory } = joinAttempts(left, right);
  const found = contradictory ? 'contradictory' : bothRang(left, right) ? 'twice' : 'apart';
  return withMerged(entryOf(inOrder(attempts, left, right)) ?? a, graver(found, graver(a.merged, b.merged)));
}

/** Whether `later` tells of every attempt of `earlier`, and knows of each as much or more. */
function continues(later: readonly Single[], earlier: readonly Single[]): boolean {
  return earlier.every((one) => later.some((other) => isVersionOf(other, one)));
}

/** The attempts of both. Of one of which they say what cannot both be, each version is kept. */
function joinAttempts(
  left: readonly Single[],
  right: readonly Single[],
): { attempts: Single[]; contradictory: boolean } {
  const groups = new Map<string, [Single[], Single[]]>();
  for (const [side, attempts] of [left, right].entries())
    for (const attempt of attempts) {
      const key = nameOf(attempt);
      const group = groups.get(key) ?? [[], []];
      group[side as 0 | 1].push(attempt);
      groups.set(key, group);
    }
  const joined = [...groups.values()].map(([ours, theirs]) => joinGroup(ours, theirs));
  return {
    attempts: joined.flatMap(({ versions }) => versions),
    contradictory: joined.some((group) => group.contradictory),
  };
}

function joinGroup(ours: Single[], theirs: Single[]): { versions: Single[]; contradictory: boolean } {
  const [known, more] = [continues(ours, theirs), continues(theirs, ours)];
  if (known && more)
    return { versions: encodeAll(ours) < encodeAll(theirs) ? theirs : ours, contradictory: false };
  if (known || more) return { versions: known ? ours : theirs, contradictory: false };
  const [a, b] = [ours[0], theirs[0]];
  const joined = a && b && ours.length === 1 && theirs.length === 1 ? joinVersions(a, b) : undefined;
  if (joined) return { versions: [joined], contradictory: false };
  return { versions: furthest([...ours, ...theirs]), contradictory: true };
}

/** Without those of which another one knows as much or more; of equals the same one stays whatever their order. */
function furthest(versions: readonly Single[]): Single[] {
  const distinct = [...new Map(versions.map((one) => [encodeEntry(one), one]))];
  return distinct
    .filter(
      ([text, one]) =>
        !distinct.some(
          ([other, version]) =>
            other !== text && isVersionOf(version, one) && (other > text || !isVersionOf(one, version)),
        ),
    )
    .map(([, one]) => one);
}

function encodeAll(versions: readonly Single[]): string {
  return versions.map(encodeEntry).join('');
}

/** Whether each has an attempt that may have rung and that the other knows nothing of. */
function bothRang(left: readonly Single[], right: readonly Single[]): boolean {
  const rang = (own: readonly Single[], other: readonly Single[]): boolean =>
    own.some((attempt) => mayHaveRung(attempt.state) && !other.some(isSameAs(attempt)));
  return rang(left, right) && rang(right, left);
}

/**
 * In the order of the side that made the later attempts, where the other one made none of its own. Else by their time, but the furthest
 * last: it is the one that counts.
 */
function inOrder(attempts: readonly Single[], left: readonly Single[], right: readonly Single[]): Single[] {
  const sorted = attempts
    .map((attempt) => ({ attempt, key: `${rankOf(attempt)} ${attempt.at} ${encodeEntry(attempt)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ attempt }) => attempt);
  const guide = guideOf(left.map(nameOf), right.map(nameOf));
  if (guide) return sorted.sort((a, b) => guide.lastIndexOf(nameOf(a)) - guide.lastIndexOf(nameOf(b)));
  const furthest = sorted.pop();
  sorted.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return furthest ? [...sorted, furthest] : [];
}

/** The one of two lists that holds all of the other. */
function guideOf(left: readonly string[], right: readonly string[]): readonly string[] | undefined {
  const [inLeft, inRight] = [isWithin(right, left), isWithin(left, right)];
  if (inLeft && inRight) return isEqual(left, right) ? left : undefined;
  return inLeft ? left : inRight ? right : undefined;
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}

/** The same for what {@link isSameAs} takes for one attempt. */
function nameOf({ at, digest }: Single): string {
  return `${at} ${digest}`;
}

function rankOf({ state }: Single): number {
  return isPlaced(state) ? 2 : mayHaveRung(state) ? 1 : 0;
}

function withMerged(entry: Entry, merged: Merged | undefined): Entry {
  return merged === undefined || entry.merged === merged ? entry : { ...entry, merged };
}

/** The calls that a merge left to a person, which neither side had left to one so far. */
export function newlyContested(
  joined: ReadonlyMap<string, Entry>,
  ...sides: readonly ReadonlyMap<string, Entry>[]
): Entry[] {
  return [...joined.values()].filter(({ edition, id, merged }) => {
    if (merged === undefined) return false;
    const before = sides.map((side) => GRAVITY.indexOf(side.get(keyOf(edition, id))?.merged));
    return GRAVITY.indexOf(merged) > Math.max(...before);
  });
}
