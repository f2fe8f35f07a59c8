import { canonicalAddress } from '../plan/address.js';
import { quote } from '../privacy/quoted.js';
import type { Guard } from './guard.js';

/** A policy may list the numbers that are shown as the caller. */
export const guardFrom: Guard = ({ call, policy }) => {
  const from = canonicalAddress(String(call.parameters['from']));
  if (!policy.from || policy.from.map(canonicalAddress).includes(from)) return [];
  return [
    { refusal: { code: 'policy-from', args: { from: quote(from) } }, setting: 'from', subject: 'from' },
  ];
};
