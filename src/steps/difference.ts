import { canonicalAddress } from '../plan/address.js';
import type { Call } from '../calls/expand.js';

/** The parameters of make-call that two calls give other values, `to` first: their names alone, for digits may be somebody's PIN. */
export function differingParameters(a: Call, b: Call): string[] {
  const names = new Set([...Object.keys(a.parameters), ...Object.keys(b.parameters)]);
  return [
    ...(canonicalAddress(a.to) === canonicalAddress(b.to) ? [] : ['to']),
    ...[...names].filter((name) => valueOf(a, name) !== valueOf(b, name)),
  ];
}

/** As it counts for the digest. */
function valueOf({ parameters }: Call, name: string): unknown {
  const value = parameters[name];
  return name === 'from' ? canonicalAddress(String(value)) : value;
}
