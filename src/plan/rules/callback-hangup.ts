import { entryOf } from '../address.js';
import type { Rule } from './rule.js';

/** One note for the whole plan. Whoever says `hangup: null` has thought of it; a call without an answer URL lacks more than that. */
export const noHangup: Rule = (plan, locate) => {
  if (plan.callbacks?.hangup !== undefined) return [];
  const lacking = plan.destinations.flatMap((destination, index) => {
    const { answer = plan.callbacks?.answer, hangup } = entryOf(destination).callbacks ?? {};
    return answer && hangup === undefined ? [index] : [];
  });
  const [first] = lacking;
  if (first === undefined) return [];
  const span = plan.callbacks ? locate(['callbacks'], 'key') : locate(['destinations', first]);
  const args = { calls: lacking.length, all: plan.destinations.length };
  return [{ code: 'callback-no-hangup', args, span }];
};
