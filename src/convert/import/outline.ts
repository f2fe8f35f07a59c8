import { canonicalAddress } from '../../plan/address.js';
import type { FoundDestination } from './destinations.js';
import { leftOut, type Remark } from './found-requests.js';
import type { PlanField } from './plan-fields.js';

/** A destination as the plan will have it, with the fields that not all share. */
export interface OutlineDestination {
  readonly to: string;
  readonly id?: string;
  readonly fields: readonly PlanField[];
}

/** A plan before its text is written. */
export interface Outline {
  readonly name: string;
  readonly duplicates: 'refuse' | 'allow';
  /** What all destinations share. */
  readonly fields: readonly PlanField[];
  readonly destinations: readonly OutlineDestination[];
}

/** Builds a plan of destinations: the fields that all of them share are the plan's, the others theirs. */
export function buildOutline(
  name: string,
  destinations: readonly FoundDestination[],
  duplicates: Outline['duplicates'],
): { readonly outline: Outline; readonly remarks: Remark[] } {
  const { kept, remarks } = distinct(destinations, duplicates);
  const full = withBulk(kept);
  const shared = sharedBy(full);
  const own = full.map(({ to, id, fields }) => ({
    to,
    ...(id !== undefined && { id }),
    fields: fields.filter((field) => !shared.has(keyOf(field))),
  }));
  const fields = full[0]?.fields.filter((field) => shared.has(keyOf(field))) ?? [];
  return { outline: { name, duplicates, fields, destinations: own }, remarks };
}

/** Nobody is in a plan twice unless that is wanted; then the later destinations get an id. */
function distinct(
  destinations: readonly FoundDestination[],
  duplicates: Outline['duplicates'],
): { kept: FoundDestination[]; remarks: Remark[] } {
  const remarks: Remark[] = [];
  const places = new Map<string, string>();
  const ids = new Map<string, string>();
  const kept = destinations.flatMap((destination, index): FoundDestination[] => {
    const address = canonicalAddress(destination.to);
    const first = places.get(address);
    if (first !== undefined && duplicates === 'refuse') {
      remarks.push(leftOut(destination.place, repeated(destination.to, first)));
      return [];
    }
    const { id } = destination;
    const namesake = id === undefined ? undefined : ids.get(id);
    if (id !== undefined && namesake !== undefined) {
      remarks.push(leftOut(destination.place, `the id ${id} was given at ${namesake} already`));
      return [];
    }
    places.set(address, first ?? destination.place);
    const named = id ?? (first === undefined ? undefined : freshId(index, ids));
    if (named !== undefined) ids.set(named, destination.place);
    return [named === undefined ? destination : { ...destination, id: named }];
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

/** Gives the destinations of one request their number as `bulk`, so that they are sent together again. */
function withBulk(destinations: readonly FoundDestination[]): readonly FoundDestination[] {
  const sizes = new Map<number, number>();
  for (const { request } of destinations) sizes.set(request, (sizes.get(request) ?? 0) + 1);
  return destinations.map((destination) => {
    const size = sizes.get(destination.request) ?? 1;
    if (size === 1) return destination;
    return { ...destination, fields: [...destination.fields, [['options', 'bulk'], size]] };
  });
}

/** The keys of the fields that every destination has with the same value. */
function sharedBy(destinations: readonly FoundDestination[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { fields } of destinations)
    for (const field of fields) counts.set(keyOf(field), (counts.get(keyOf(field)) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count === destinations.length).map(([key]) => key));
}

function keyOf(field: PlanField): string {
  return JSON.stringify(field);
}
