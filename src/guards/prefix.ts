import { canonicalAddress, isSip } from '../plan/address.js';
import { quote } from '../privacy/quoted.js';
import type { Guard } from './guard.js';

/** A policy may allow and deny numbers by how they begin; the longest beginning decides. */
export const guardPrefix: Guard = ({ call, policy: { prefixes } }) => {
  if (!prefixes || isSip(call.to)) return [];
  const to = canonicalAddress(call.to);
  const denied = longestPrefix(to, prefixes.deny);
  const allowed = longestPrefix(to, prefixes.allow);
  if (denied !== '' && denied.length >= allowed.length) {
    const args = { to: quote(to), prefix: quote(denied) };
    return [{ refusal: { code: 'policy-prefix-denied', args }, setting: 'prefixes.deny', subject: 'to' }];
  }
  if (!prefixes.allow || allowed !== '') return [];
  const args = { to: quote(to) };
  return [{ refusal: { code: 'policy-prefix-not-allowed', args }, setting: 'prefixes.allow', subject: 'to' }];
};

function longestPrefix(number: string, prefixes: readonly string[] = []): string {
  const fitting = prefixes.map(canonicalAddress).filter((prefix) => number.startsWith(prefix));
  return fitting.reduce((longest, prefix) => (prefix.length > longest.length ? prefix : longest), '');
}
