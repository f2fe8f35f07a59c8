import type { variableRules } from '../catalog/variables.js';
import { calling, HEAD, type Example, type ExampleFiles } from '../example.js';

function withPin(cell: string): ExampleFiles {
  return {
    'plans/reminder.yaml': `${HEAD}digits: "{{pin}}#"\ndestinations:\n  - file: contacts.csv\n`,
    'plans/contacts.csv': `to,pin\n+14155550101,${cell}\n`,
  };
}

const one = (url: string, vars = '{ customer: "4711" }'): string =>
  calling(`{ to: "+14155550101", vars: ${vars} }`).replace(
    'https://voice.example.com/answer.xml',
    `"${url}"`,
  );

/** Examples of what can be wrong with variables. */
export const variableExamples: Readonly<Record<keyof typeof variableRules, Example>> = {
  'variable-syntax': {
    why: 'It would be sent as it stands, and whoever is called would see or hear it.',
    bad: one('https://voice.example.com/answer/{{customer-id}}'),
    good: one('https://voice.example.com/answer/{{customer}}'),
  },
  'variable-misplaced': {
    why: 'Whoever edits a list must not decide which server Plivo asks what to say.',
    bad: one('https://{{customer}}.example.com/answer'),
    good: one('https://voice.example.com/answer?customer={{customer}}'),
  },
  'variable-missing': {
    why: 'A value comes from a column of the list or from the vars of the destination, and from nowhere else: the environment is never looked at.',
    bad: one('https://voice.example.com/answer/{{costumer}}'),
    good: one('https://voice.example.com/answer/{{customer}}'),
  },
  'variable-value': {
    why: 'What comes of a template is held to the same rules as what a plan says itself.',
    bad: withPin('12-34'),
    good: withPin('1234'),
  },
};
