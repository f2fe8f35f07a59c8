import { policyRules } from './catalog/policy.js';
import type { CatalogEntry } from './entry.js';

export type RefusalCode = keyof typeof policyRules;

/** What the policy has against a call: a diagnostic that has no place yet. */
export type Refusal = {
  readonly [C in RefusalCode]: {
    readonly code: C;
    readonly args: Parameters<(typeof policyRules)[C]['message']>[0];
  };
}[RefusalCode];

const briefs: {
  readonly [C in RefusalCode]: (args: Extract<Refusal, { code: C }>['args'], quote: Quote) => string;
} = {
  'policy-country': (a) => (a.country === undefined ? 'no one country' : `country ${a.country} not allowed`),
  'policy-prefix-denied': (a, quote) => `prefix ${quote(a.prefix)} denied`,
  'policy-prefix-not-allowed': () => 'no prefix that is allowed',
  'policy-sip-host': (a, quote) => `SIP host ${quote(a.host)} not allowed`,
  'policy-from': (a, quote) => `caller ${quote(a.from)} not allowed`,
  'policy-callback-host': (a, quote) => `callback host ${quote(a.host)} not allowed`,
  'policy-edition': () => 'no edition named',
  'policy-max-calls': (a) => `${a.calls} calls in one run, ${a.limit} allowed`,
};

/** Makes a value from outside stand apart from the words around it. */
export type Quote = (value: string) => string;

/** A refusal in a few words: the same ones for all calls that it is about in the same way. */
export function briefRefusal({ code, args }: Refusal, quote: Quote): string {
  return (briefs[code] as (args: Refusal['args'], quote: Quote) => string)(args, quote);
}

/** A refusal as the reason of a step: what is wrong, where the setting stands, what would let the call pass. */
export function refusalSentence({ code, args }: Refusal, place: string): string {
  const { message, hint } = policyRules[code] as CatalogEntry<unknown>;
  const remedy = hint(args).replace(/\.$/, '');
  return `${message(args)} (${place}); ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`;
}
