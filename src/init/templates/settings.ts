import { countryOf } from '../../plan/phone.js';
import { isList, type Answers } from './answers.js';

/** The text of a settings file: two settings, and guards that would let this plan pass, commented out. */
export function firstSettings({ from, to, answerUrl }: Answers): string {
  const numbers = [to, from].filter((number) => number.startsWith('+'));
  const countries = [...new Set(numbers.flatMap((number) => countryOf(number) ?? []))];
  const sip = /^sips?:[^@]*@(?<host>[^;:?]+)/i.exec(to)?.groups?.['host'];
  return `# What callplan takes from here: callplan config. A flag comes before the environment, that before this file.
plans: plans
cps: 2 # calls started per second, over the whole run

# Guards: what the plans may ask for. A pull request that goes beyond them has to change this file too, where its
# reviewer sees it. Take away the marks to put them up.
# policy:
#   max_calls: 500 # of one run, all its plans together
${countries.length === 0 ? '' : `#   countries: ${list(countries)}\n`}#   from: ${list([from])}
#   callback_hosts: ${list([new URL(answerUrl).hostname])}
${sip === undefined || isList(to) ? '' : `#   sip_hosts: ${list([sip])}\n`}#   require_edition: true
`;
}

function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
