import type { planRules } from '../catalog/plan.js';
import { FINE, HEAD, type Example } from '../example.js';

/** Examples of what can be wrong with a plan as a plan. */
export const planExamples: Readonly<Record<keyof typeof planRules, Example>> = {
  'duplicate-id': {
    why: 'The lockfile knows a call by its edition and id. With one id for two phones the second would never be called.',
    bad: `${HEAD}destinations:\n  - id: desk\n    to: "+14155550101"\n  - id: desk\n    to: "+14155550102"\n`,
    good: `${HEAD}destinations:\n  - id: desk\n    to: "+14155550101"\n  - id: desk-2\n    to: "+14155550102"\n`,
  },
  'duplicate-destination': {
    why: 'The same person would be rung twice. Where that is meant, for a drill or a shared phone, the plan says so.',
    bad: `${HEAD}destinations:\n  - "+14155550101"\n  - id: reception\n    to: "+14155550101"\n`,
    good: `${HEAD}duplicates: allow\ndestinations:\n  - "+14155550101"\n  - id: reception\n    to: "+14155550101"\n`,
  },
  'missing-parameter': {
    why: 'Plivo places no call without a caller number and an answer URL. They stand in the plan, for all its calls, or in the destination.',
    bad: FINE.replace('from: "+14152224444"\n', ''),
    good: FINE,
  },
  'calls-itself': {
    why: 'A phone that calls itself is busy. Mostly the caller was copied into the list.',
    bad: `${HEAD}destinations:\n  - "+14155550101"\n  - "+14152224444"\n`,
    good: FINE,
  },
  'tone-repeated': {
    why: 'Plivo has one length for all tones of a sequence, so a second one could not be obeyed.',
    bad: `${HEAD}digits:\n  - tone: 200ms\n  - press: "1"\n  - tone: 400ms\n  - press: "2"\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}digits:\n  - tone: 200ms\n  - press: "12"\ndestinations:\n  - "+14155550101"\n`,
  },
};
