import { Fault } from '../../diagnostics/fault.js';

/** A value of a parameter as a form gives it. */
export type Given = string | number | boolean;

/** A make-call request that a form holds. */
export interface FoundCall {
  /** Where it stands, for people: `calls.sh:12`. */
  readonly place: string;
  readonly id?: string;
  /** The parameters in the order of the form, each at most once. */
  readonly parameters: ReadonlyMap<string, Given>;
}

/** Something that the plan will not have, or not so. */
export interface Remark {
  readonly place: string;
  readonly text: string;
  /** Whether it is of a call that was to be imported; other requests are none of a plan's business. */
  readonly lost: boolean;
}

/** What a form holds. */
export interface Reading {
  /** What the form calls itself. */
  readonly name?: string;
  readonly calls: readonly FoundCall[];
  readonly remarks: readonly Remark[];
  /** Credentials that stand in the form. They must not reach the plan, nor be said. */
  readonly secrets: readonly string[];
}

/** Parameters, or why there are none. */
export type Parameters = ReadonlyMap<string, Given> | { readonly refused: string };

/** More requests than a plan could sensibly call; beyond it the memory for what is said of them would have no bound. */
const MAX_REQUESTS = 100_000;

/** Throws Fault `form-unreadable` when a form has more requests than are taken. */
export function refuseMany(requests: number, file: string): void {
  if (requests > MAX_REQUESTS)
    throw new Fault('form-unreadable', { file, problem: `it holds more than ${MAX_REQUESTS} requests` });
}

/** Says that a request was left out. */
export function leftOut(place: string, reason: string, lost = true): Remark {
  return { place, text: `left out: ${reason}`, lost };
}

/** Names with `and` between the last two, at most a handful. */
export function listed(names: readonly string[]): string {
  const [first = '', ...others] = [...new Set(names)].slice(0, 5);
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`;
}
