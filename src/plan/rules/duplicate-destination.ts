import { canonicalAddress, entryOf } from '../address.js';
import { repeats } from './repeats.js';
import type { Rule } from './rule.js';

/** The same phone twice in one plan is far more often a slip than a wish. Equal bare addresses share one id, so those are never allowed. */
export const duplicateDestination: Rule = (plan, locate) => {
  const allowed = plan.duplicates === 'allow';
  const place = (index: number): ReturnType<typeof locate> =>
    locate(['destinations', index, ...(typeof plan.destinations[index] === 'string' ? [] : ['to'])]);
  const addresses = plan.destinations
    .map(entryOf)
    .map(({ id, to }) => (allowed && id !== undefined ? undefined : canonicalAddress(to)));
  return repeats(addresses).map(({ value, first, again }) => ({
    code: 'duplicate-destination',
    args: { to: value },
    span: place(again),
    related: place(first),
  }));
};
