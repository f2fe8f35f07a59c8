import { showAll, type Show } from '../privacy/quoted.js';
import { policyRules } from './catalog/policy.js';
import type { Finding } from './diagnostic.js';
import type { CatalogEntry } from './entry.js';

export type RefusalCode = keyof typeof policyRules;

/** What the policy has against a call. Nothing in it is about a secret. */
export type Refusal = Finding<RefusalCode>;

const briefs: {
  readonly [C in RefusalCode]: (args: Extract<Refusal, { code: C }>['args'], show: Show) => string;
} = {
  'policy-country': (a) => (a.country === undefined ? 'no one country' : `country ${a.country} not allowed`),
  'policy-prefix-denied': (a, show) => `prefix ${show(a.prefix)} denied`,
  'policy-prefix-not-allowed': () => 'no prefix that is allowed',
  'policy-sip-host': (a, show) => `SIP host ${show(a.host)} not allowed`,
  'policy-from': (a, show) => `caller ${show(a.from)} not allowed`,
  'policy-callback-host': (a, show) => `callback host ${show(a.host)} not allowed`,
  'policy-edition': () => 'no edition named',
  'policy-max-calls': (a) => `${a.calls} calls in one run, ${a.limit} allowed`,
};

/** Makes a value from outside stand apart from the words around it. */
export type Quote = (value: string) => string;

/** A refusal in a few words: the same ones for all calls that it is about in the same way. */
export function briefRefusal({ code, args }: Refusal, quote: Quote): string {
  const brief = briefs[code] as (args: Refusal['args'], show: Show) => string;
  return brief(args, (text) => quote(showAll(text)));
}

/** A refusal as the reason of a step: what is wrong, where the setting stands, what would let the call pass. */
export function refusalSentence({ code, args }: Refusal, place: string): string {
  const { message, hint } = policyRules[code] as CatalogEntry<unknown>;
  const remedy = hint(args, showAll).replace(/\.$/, '');
  return `${message(args, showAll)} (${place}); ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`;
}
