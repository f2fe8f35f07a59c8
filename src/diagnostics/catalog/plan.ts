import { entry, quoted } from '../entry.js';

/** What can be wrong with a plan as a plan. */
export const planRules = {
  'duplicate-id': entry<{ id: string }>({
    severity: 'error',
    summary: 'Two destinations have the same id.',
    message: (a) => `the id ${quoted(a.id)} is used a second time`,
    hint: () => 'Give each destination an id of its own.',
    related: 'first used here',
  }),
  'duplicate-destination': entry<{ to: string }>({
    severity: 'error',
    summary: 'A plan calls the same number or SIP URI twice.',
    message: (a) => `${a.to} is called a second time`,
    hint: () =>
      'Remove one of the two; or, if the same phone shall ring twice, give each an id and say `duplicates: allow` in the plan.',
    related: 'first called here',
  }),
  'missing-parameter': entry<{ id: string; others: number; parameter: string; key: string }>({
    severity: 'error',
    summary: 'A call lacks a parameter that Plivo requires, both in the plan and in its destination.',
    message: (a) =>
      a.others === 0
        ? `the call ${quoted(a.id)} has no ${a.parameter}`
        : `the call ${quoted(a.id)} and ${a.others} more have no ${a.parameter}`,
    hint: (a) => `Say \`${a.key}\` in the plan, for all its calls, or in this destination.`,
  }),
  'calls-itself': entry<{ to: string }>({
    severity: 'error',
    summary: "A destination is the caller's own number.",
    message: (a) => `${a.to} would be called from itself`,
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
