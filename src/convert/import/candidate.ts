import type { FoundCall, Remark } from './reading.js';
import { saidBy, type Unit } from './said.js';
import { leftOut } from './reading.js';
import { canonicalAddress } from '../../plan/address.js';

/** A destination that may come into the plan. */
export interface Candidate {
  readonly place: string;
  readonly to: string;
  readonly id?: string;
  readonly units: readonly Unit[];
  /** Which of the form's requests it is of: those of one request go together. */
  readonly request: number;
}

/** Credentials shorter than this would be found in texts that have nothing to do with them. */
const SHORTEST_SECRET = 6;

/** The most calls that a request may have. */
const MAX_BULK = 1000;

/** The credentials that can be told in a text. */
export function tellable(secrets: readonly string[]): string[] {
  return [...new Set(secrets.map((secret) => secret.trim()))].filter(
    ({ length }) => length >= SHORTEST_SECRET,
  );
}

/** The destinations of the requests of a form, and what a plan cannot say of them. */
export function candidatesOf(
  calls: readonly FoundCall[],
  secrets: readonly string[],
): { readonly candidates: Candidate[]; readonly remarks: Remark[] } {
  const candidates: Candidate[] = [];
  const remarks: Remark[] = [];
  for (const [request, call] of calls.entries()) {
    const refused = refusalOf(call, secrets);
    if (refused !== undefined) {
      remarks.push(leftOut(call.place, refused));
      continue;
    }
    const { units, remarks: said } = saidBy(call);
    remarks.push(...said);
    candidates.push(...destinationsOf(call, units, request, remarks));
  }
  return { candidates, remarks };
}

function refusalOf({ parameters }: FoundCall, secrets: readonly string[]): string | undefined {
  for (const [name, value] of parameters) {
    const text = String(value);
    if (secrets.some((secret) => text.includes(secret)))
      return `${name.slice(0, 60)} holds the request's credentials, which must not come into a plan`;
    const variable = /\{\{[^{}]*\}\}/.exec(text)?.[0];
    if (variable !== undefined)
      return `${name.slice(0, 60)} holds ${variable.slice(0, 60)}, which has no value here`;
  }
  const to = parameters.get('to');
  if (to === undefined) return 'it has no to';
  const tooMany = String(to).split('<', MAX_BULK + 1).length > MAX_BULK;
  return tooMany ? `it has more than ${MAX_BULK} destinations, which Plivo does not take` : undefined;
}

/** `a<b` are two destinations; Plivo calls one that is named twice once. */
function destinationsOf(
  { place, id, parameters }: FoundCall,
  units: readonly Unit[],
  request: number,
  remarks: Remark[],
): Candidate[] {
  const seen = new Set<string>();
  const addresses = String(parameters.get('to')).split('<');
  return addresses.flatMap((address): Candidate[] => {
    const to = address.trim();
    const key = canonicalAddress(to);
    if (seen.has(key)) {
      remarks.push({ place, text: `${to.slice(0, 80)} is there twice; once is enough`, lost: false });
      return [];
    }
    seen.add(key);
    const named = id !== undefined && addresses.length === 1;
    return [{ place, to, units, request, ...(named && { id }) }];
  });
}
