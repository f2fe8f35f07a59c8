import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { DestinationEntry } from '../../schemas/plan.js';
import { entryOf, idOf } from '../address.js';
import type { Plan } from '../plan.js';
import type { Rule } from './rule.js';

interface Required {
  readonly parameter: string;
  readonly key: string;
  /** What a plan or a destination says of it: undefined when it is silent, null when it takes it away. */
  readonly valueIn: (level: Plan | DestinationEntry) => unknown;
}

const required: readonly Required[] = [
  { parameter: 'from', key: 'from', valueIn: (level) => level.from },
  { parameter: 'answer_url', key: 'callbacks: { answer: … }', valueIn: (level) => level.callbacks?.answer },
];

/** One diagnostic for each parameter: the remedy is usually one line in the plan, however many calls lack it. */
export const missingParameter: Rule = (plan, locate) =>
  required.flatMap(({ parameter, key, valueIn }): Diagnostic[] => {
    const lacking = plan.destinations.flatMap((destination, index) => {
      const own = valueIn(entryOf(destination));
      return (own === undefined ? valueIn(plan) : own) ? [] : [index];
    });
    const [first] = lacking;
    const destination = first === undefined ? undefined : plan.destinations[first];
    if (first === undefined || destination === undefined) return [];
    const args = { id: idOf(destination), others: lacking.length - 1, parameter, key };
    return [{ code: 'missing-parameter', args, span: locate(['destinations', first]) }];
  });
