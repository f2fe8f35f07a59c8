import { quote } from '../../privacy/quoted.js';
import { canonicalAddress, entryOf } from '../address.js';
import { addressPath } from './each-address.js';
import { repeats } from './repeats.js';
import type { Rule } from './rule.js';

/** The same phone twice in one plan is far more often a slip than a wish. Equal bare addresses share one id, so those are never allowed. */
export const duplicateDestination: Rule = (plan, locate) => {
  const allowed = plan.duplicates === 'allow';
  const place = (index: number): ReturnType<typeof locate> =>
    locate(addressPath(plan.destinations[index] ?? '', index));
  const addresses = plan.destinations
    .map(entryOf)
    .map(({ id, to }) => (allowed && id !== undefined ? undefined : canonicalAddress(to)));
  return repeats(addresses).map(({ value, first, again }) => ({
    code: 'duplicate-destination',
    args: { to: quote(value) },
    span: place(again),
    related: place(first),
  }));
};
