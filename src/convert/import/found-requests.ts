import { Fault } from '../../diagnostics/fault.js';

/** A parameter's value as a form has it. */
export type ParameterValue = string | number | boolean;

/** A make-call request that a form holds. */
export interface FoundRequest {
  /** Where it is in the form, for people: `calls.sh:12`. */
  readonly place: string;
  readonly id?: string;
  /** The parameters in the order of the form, each at most once. */
  readonly parameters: ReadonlyMap<string, ParameterValue>;
}

/** Something of the form that the plan will not have, or will have in another way. */
export interface Remark {
  readonly place: string;
  readonly text: string;
  /** Whether it is about a call. Other requests have nothing to do with a plan. */
  readonly lost: boolean;
}

/** The requests that a form holds. */
export interface FoundRequests {
  /** What the form calls itself. */
  readonly name?: string;
  readonly requests: readonly FoundRequest[];
  readonly remarks: readonly Remark[];
  /** The form's credentials. They must not reach the plan or a message. */
  readonly secrets: readonly string[];
}

/** Parameters, or why there are none. */
export type Parameters = ReadonlyMap<string, ParameterValue> | { readonly refused: string };

/** More requests than a plan could sensibly call. Without a limit the memory for their remarks would have none. */
const MAX_REQUESTS = 100_000;

/** Throws Fault `form-unreadable` when a form has more requests than are taken. */
export function refuseTooMany(requests: number, file: string): void {
  if (requests > MAX_REQUESTS)
    throw new Fault('form-unreadable', { file, problem: `it holds more than ${MAX_REQUESTS} requests` });
}

/** A remark that a request was left out. */
export function leftOut(place: string, reason: string, lost = true): Remark {
  return { place, text: `left out: ${reason}`, lost };
}

/** Names with `and` between the last two, at most a handful. */
export function joinNames(names: readonly string[]): string {
  const [first = '', ...others] = [...new Set(names)].slice(0, 5);
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`;
}
