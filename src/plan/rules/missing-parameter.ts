import type { Required } from '../../diagnostics/catalog/plan.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { quote } from '../../privacy/quoted.js';
import type { DestinationEntry } from '../../schemas/plan.js';
import { entryOf, idOf } from '../address.js';
import type { Plan } from '../plan.js';
import type { Rule } from './rule.js';

/** `valueIn` gives its value in a plan or a destination: undefined when it is not set, null when it is taken away. */
type RequiredValue = Required & { readonly valueIn: (level: Plan | DestinationEntry) => unknown };

const required: readonly RequiredValue[] = [
  { parameter: 'from', key: 'from', valueIn: (level) => level.from },
  { parameter: 'answer_url', key: 'callbacks: { answer: … }', valueIn: (level) => level.callbacks?.answer },
];

/** One diagnostic for each parameter: the remedy is usually one line in the plan, however many calls lack it. */
export const missingParameter: Rule = (plan, locate) =>
  required.flatMap(({ valueIn, ...missing }): Diagnostic[] => {
    const lacking = plan.destinations.flatMap((destination, index) => {
      const own = valueIn(entryOf(destination));
      return (own === undefined ? valueIn(plan) : own) ? [] : [index];
    });
    const [first] = lacking;
    const destination = first === undefined ? undefined : plan.destinations[first];
    if (first === undefined || destination === undefined) return [];
    const args = { id: quote(idOf(destination)), others: lacking.length - 1, ...missing };
    return [{ code: 'missing-parameter', args, span: locate(['destinations', first]) }];
  });
