import { quote } from '../../privacy/quoted.js';
import { idOf } from '../address.js';
import { repeats } from './repeats.js';
import type { Rule } from './rule.js';

export const duplicateId: Rule = (plan, locate) => {
  const place = (index: number): ReturnType<typeof locate> =>
    locate(['destinations', index, ...(typeof plan.destinations[index] === 'string' ? [] : ['id'])]);
  // Equal ids that come from equal addresses are duplicate-destination's to report.
  const ids = plan.destinations.map((d) =>
    typeof d === 'string' || d.id === undefined ? undefined : idOf(d),
  );
  return repeats(ids).map(({ value, first, again }) => ({
    code: 'duplicate-id',
    args: { id: quote(value) },
    span: place(again),
    related: place(first),
  }));
};
