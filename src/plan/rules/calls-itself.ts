import { quote } from '../../privacy/quoted.js';
import { canonicalAddress, entryOf } from '../address.js';
import { addressPath } from './each-address.js';
import type { Rule } from './rule.js';

export const callsItself: Rule = (plan, locate) =>
  plan.destinations.flatMap((destination, index) => {
    const { from = plan.from, to } = entryOf(destination);
    if (from === undefined || canonicalAddress(from) !== canonicalAddress(to)) return [];
    return [{ code: 'calls-itself', args: { to: quote(to) }, span: locate(addressPath(destination, index)) }];
  });
