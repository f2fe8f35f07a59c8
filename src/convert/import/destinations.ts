import { canonicalAddress } from '../../plan/address.js';
import { leftOut, type FoundRequest, type Remark } from './found-requests.js';
import { planFieldsOf, type PlanField } from './plan-fields.js';

/** A destination of a request, which may come into the plan. */
export interface FoundDestination {
  readonly place: string;
  readonly to: string;
  readonly id?: string;
  readonly fields: readonly PlanField[];
  /** The index of its request: those of one request stay together. */
  readonly request: number;
}

/** A shorter credential is not searched for: texts hold it by chance. Unlike a secret of Plivo's, it may be of any service. */
const SHORTEST_SEARCHED = 6;

/** The most calls that a request may have. */
const MAX_BULK = 1000;

/** The credentials that are long enough to be searched for in a text. */
export function searchableSecrets(secrets: readonly string[]): string[] {
  return [...new Set(secrets.map((secret) => secret.trim()))].filter(
    ({ length }) => length >= SHORTEST_SEARCHED,
  );
}

/** The destinations of the requests of a form, and what of them a plan cannot have. */
export function destinationsOf(
  requests: readonly FoundRequest[],
  secrets: readonly string[],
): { readonly destinations: FoundDestination[]; readonly remarks: Remark[] } {
  const destinations: FoundDestination[] = [];
  const remarks: Remark[] = [];
  for (const [index, request] of requests.entries()) {
    const refused = refusalOf(request, secrets);
    if (refused !== undefined) {
      remarks.push(leftOut(request.place, refused));
      continue;
    }
    const { fields, remarks: ofFields } = planFieldsOf(request);
    remarks.push(...ofFields);
    destinations.push(...splitRequest(request, fields, index, remarks));
  }
  return { destinations, remarks };
}

function refusalOf({ parameters }: FoundRequest, secrets: readonly string[]): string | undefined {
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

/** The destinations of a request: `a<b` are two, and Plivo calls one that is named twice once. */
function splitRequest(
  { place, id, parameters }: FoundRequest,
  fields: readonly PlanField[],
  request: number,
  remarks: Remark[],
): FoundDestination[] {
  const seen = new Set<string>();
  const addresses = String(parameters.get('to')).split('<');
  return addresses.flatMap((address): FoundDestination[] => {
    const to = address.trim();
    const key = canonicalAddress(to);
    if (seen.has(key)) {
      remarks.push({ place, text: `${to.slice(0, 80)} is there twice; once is enough`, lost: false });
      return [];
    }
    seen.add(key);
    const named = id !== undefined && addresses.length === 1;
    return [{ place, to, fields, request, ...(named && { id }) }];
  });
}
