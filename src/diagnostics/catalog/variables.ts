import type { Known, Quoted } from '../../privacy/quoted.js';
import { entry, quoted } from '../entry.js';

const PLACES = 'the path and query of callback URLs, digits, caller_name and the values of sip_headers';

/** What can be wrong with {{variables}}. */
export const variableRules = {
  'variable-syntax': entry<{ text: Quoted }>({
    severity: 'error',
    summary: 'A {{ is not the start of a variable.',
    message: (a, show) => `${quoted(show(a.text))} is no variable`,
    hint: () =>
      'A variable is written {{name}}: letters, digits and underscores, starting with a letter, as its column is named.',
  }),
  'variable-misplaced': entry<{ variable: Quoted; where: 'url' | 'elsewhere' }>({
    severity: 'error',
    summary: 'A variable stands where none may stand, such as in the host of a URL.',
    message: (a, show) =>
      a.where === 'url'
        ? `${show(a.variable)} stands in front of the path of a URL, or behind its #`
        : `${show(a.variable)} means nothing here`,
    hint: (a) =>
      a.where === 'url'
        ? 'A list must not choose whom Plivo asks: write scheme, host and what follows # in the plan.'
        : `Variables may stand in ${PLACES}.`,
  }),
  'variable-missing': entry<{ name: Known; lacking: number; all: number; similar?: Known }>({
    severity: 'error',
    summary: 'A variable has no value for a call that needs it.',
    message: (a) =>
      `{{${a.name}}} has no value for ${a.lacking === a.all ? (a.all === 1 ? 'the only call' : `any of ${a.all} calls`) : `${a.lacking} of ${a.all} calls`}`,
    hint: (a) =>
      a.similar === undefined
        ? `Add a column ${a.name} to the list, or \`vars: { ${a.name}: … }\` to the destination.`
        : `Did you mean {{${a.similar}}}?`,
    related: 'a call without it is here',
  }),
  'variable-value': entry<{ setting: Known; text: Quoted; problem: Known }>({
    severity: 'error',
    summary: 'A variable has a value that its place does not allow.',
    message: (a, show) => `with this value ${a.setting} would be ${quoted(show(a.text))}, which ${a.problem}`,
    hint: () => 'Correct the value, or use another variable in its place.',
    related: 'the variable stands here',
  }),
} as const;
