import { hash } from 'node:crypto';
import { canonicalAddress } from '../plan/address.js';
import type { Parameters } from './parameters.js';

/** The form of a call's parameters that does not depend on their order nor on a number's optional plus. */
export function canonicalParameters(parameters: Parameters): string {
  const { from, ...rest } = parameters;
  const pairs = Object.entries({ ...rest, from: canonicalAddress(String(from)) });
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `v1:` and the SHA-256 of what Plivo is asked for: equal digests mean the same call, however the plan spells it. */
export function digestOf(canonical: string, to: string): string {
  return `v1:${hash('sha256', `${JSON.stringify(canonicalAddress(to))}${canonical}`, 'hex')}`;
}
