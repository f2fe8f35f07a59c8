import { EXAMPLES, isList, type Answers } from './answers.js';

/** The text of a first plan, in a folder `depth` folders below the top. What is wrong in the answers is wrong in it. */
export function firstPlan(answers: Answers, depth: number): string {
  const { name, from, to, answerUrl } = answers;
  const quoted = { from: JSON.stringify(from), to: JSON.stringify(to), url: JSON.stringify(answerUrl) };
  return `# yaml-language-server: $schema=${'../'.repeat(depth)}node_modules/callplan/schemas/plan.schema.json
${examplesIn(answers)}version: 1
name: ${JSON.stringify(name)}
edition: "1" # raise it to call everybody once more
from: ${quoted.from} # a number of your Plivo account
callbacks:
  answer: ${quoted.url} # Plivo asks it what to say once somebody answers
  hangup: null # or a URL that is told how each call ended
destinations:
  - ${isList(to) ? `file: ${quoted.to}` : quoted.to}
`;
}

/** The text of a list for it. */
export function firstList(to: string): string {
  const row = { to: EXAMPLES.to, id: 'ada', name: 'Ada Lovelace' };
  return to.toLowerCase().endsWith('.csv')
    ? `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`
    : `${JSON.stringify(row)}\n`;
}

function examplesIn({ from, to, answerUrl }: Answers): string {
  const replaced = [
    ...(isExample(from) ? ['from'] : []),
    ...(isExample(to) ? ['the destination'] : []),
    ...(isList(to) ? [`the rows of ${JSON.stringify(to)}`] : []),
    ...(answerUrl === EXAMPLES.answerUrl ? ['the answer URL'] : []),
  ];
  if (replaced.length === 0) return '';
  return `# Replace before anybody is to be called: ${replaced.join(', ')}. Numbers such as ${EXAMPLES.to} ring nobody.\n`;
}

/** Whether it is one of the numbers that ring nobody. */
function isExample(number: string): boolean {
  return /^\+1\d{3}55501\d\d$/.test(number);
}
