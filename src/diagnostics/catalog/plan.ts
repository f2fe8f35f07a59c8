import type { Quoted } from '../../privacy/quoted.js';
import { entry, quoted } from '../entry.js';

/** A parameter that Plivo requires, and the key of a plan that sets it. */
export type Required =
  | { readonly parameter: 'from'; readonly key: 'from' }
  | { readonly parameter: 'answer_url'; readonly key: 'callbacks: { answer: … }' };

/** What can be wrong with a plan as a plan. */
export const planRules = {
  'duplicate-id': entry<{ id: Quoted }>({
    severity: 'error',
    summary: 'Two destinations have the same id.',
    message: (a, show) => `the id ${quoted(show(a.id))} is used a second time`,
    hint: () => 'Give each destination an id of its own.',
    related: 'first used here',
  }),
  'duplicate-destination': entry<{ to: Quoted }>({
    severity: 'error',
    summary: 'A plan calls the same number or SIP URI twice.',
    message: (a, show) => `${show(a.to)} is called a second time`,
    hint: () =>
      'Remove one of the two; or, if the same phone shall ring twice, give each an id and say `duplicates: allow` in the plan.',
    related: 'first called here',
  }),
  'missing-parameter': entry<{ id: Quoted; others: number } & Required>({
    severity: 'error',
    summary: 'A call lacks a parameter that Plivo requires, both in the plan and in its destination.',
    message: (a, show) =>
      a.others === 0
        ? `the call ${quoted(show(a.id))} has no ${a.parameter}`
        : `the call ${quoted(show(a.id))} and ${a.others} more have no ${a.parameter}`,
    hint: (a) => `Say \`${a.key}\` in the plan, for all its calls, or in this destination.`,
  }),
  'calls-itself': entry<{ to: Quoted }>({
    severity: 'error',
    summary: "A destination is the caller's own number.",
    message: (a, show) => `${show(a.to)} would be called from itself`,
    hint: () => 'Remove the destination or change `from`.',
  }),
  'tone-repeated': entry({
    severity: 'error',
    summary: 'Typed digit steps set the length of tones more than once.',
    message: () => 'the length of tones is set a second time',
    hint: () => 'Keep one `tone`: it holds for the whole sequence.',
    related: 'first set here',
  }),
} as const;
