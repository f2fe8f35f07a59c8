import { canonicalAddress } from '../../plan/address.js';
import type { Candidate } from './candidate.js';
import { leftOut, type Remark } from './reading.js';
import type { Unit } from './said.js';

/** A destination as the plan will have it: what it says beyond the plan's own. */
export interface PlannedDestination {
  readonly to: string;
  readonly id?: string;
  readonly units: readonly Unit[];
}

/** A plan, not written yet. */
export interface Outline {
  readonly name: string;
  readonly duplicates: 'refuse' | 'allow';
  /** What all destinations share. */
  readonly units: readonly Unit[];
  readonly destinations: readonly PlannedDestination[];
}

/** Puts candidates together: what all of them say is the plan's, the rest theirs. */
export function outlineOf(
  name: string,
  candidates: readonly Candidate[],
  duplicates: Outline['duplicates'],
): { readonly outline: Outline; readonly remarks: Remark[] } {
  const { kept, remarks } = distinct(candidates, duplicates);
  const full = withBulk(kept);
  const shared = sharedBy(full);
  const own = full.map(({ to, id, units }) => ({
    to,
    ...(id !== undefined && { id }),
    units: units.filter((unit) => !shared.has(keyOf(unit))),
  }));
  const units = full[0]?.units.filter((unit) => shared.has(keyOf(unit))) ?? [];
  return { outline: { name, duplicates, units, destinations: own }, remarks };
}

/** Nobody is in a plan twice, unless that is wanted; then the later ones get an id. */
function distinct(
  candidates: readonly Candidate[],
  duplicates: Outline['duplicates'],
): { kept: Candidate[]; remarks: Remark[] } {
  const remarks: Remark[] = [];
  const places = new Map<string, string>();
  const ids = new Map<string, string>();
  const kept = candidates.flatMap((candidate, index): Candidate[] => {
    const address = canonicalAddress(candidate.to);
    const first = places.get(address);
    if (first !== undefined && duplicates === 'refuse') {
      remarks.push(leftOut(candidate.place, repeated(candidate.to, first)));
      return [];
    }
    const { id } = candidate;
    const namesake = id === undefined ? undefined : ids.get(id);
    if (id !== undefined && namesake !== undefined) {
      remarks.push(leftOut(candidate.place, `the id ${id} was given at ${namesake} already`));
      return [];
    }
    places.set(address, first ?? candidate.place);
    const named = id ?? (first === undefined ? undefined : freshId(index, ids));
    if (named !== undefined) ids.set(named, candidate.place);
    return [named === undefined ? candidate : { ...candidate, id: named }];
  });
  return { kept, remarks };
}

function repeated(to: string, first: string): string {
  return `${to} is called at ${first} already; --duplicates allow lets the plan call it more than once`;
}

function freshId(index: number, ids: ReadonlyMap<string, string>): string {
  let id = `call-${index + 1}`;
  while (ids.has(id)) id += '-again';
  return id;
}

/** Destinations of one request say how many they are, so that they are sent together again. */
function withBulk(candidates: readonly Candidate[]): readonly Candidate[] {
  const sizes = new Map<number, number>();
  for (const { request } of candidates) sizes.set(request, (sizes.get(request) ?? 0) + 1);
  return candidates.map((candidate) => {
    const size = sizes.get(candidate.request) ?? 1;
    if (size === 1) return candidate;
    return { ...candidate, units: [...candidate.units, [['options', 'bulk'], size]] };
  });
}

/** The keys of what every candidate says in the same way. */
function sharedBy(candidates: readonly Candidate[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { units } of candidates)
    for (const unit of units) counts.set(keyOf(unit), (counts.get(keyOf(unit)) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count === candidates.length).map(([key]) => key));
}

function keyOf(unit: Unit): string {
  return JSON.stringify(unit);
}
