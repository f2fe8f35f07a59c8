import { policyRules } from './catalog-policy.js';
import type { CatalogEntry } from './entry.js';

export type RefusalCode = keyof typeof policyRules;

/** What the policy has against a call: a diagnostic that has no place yet. */
export type Refusal = {
  readonly [C in RefusalCode]: {
    readonly code: C;
    readonly args: Parameters<(typeof policyRules)[C]['message']>[0];
  };
}[RefusalCode];

/** A refusal as the reason of a step: what is wrong, where the setting stands, what would let the call pass. */
export function refusalSentence({ code, args }: Refusal, place: string): string {
  const { message, hint } = policyRules[code] as CatalogEntry<unknown>;
  const remedy = hint(args).replace(/\.$/, '');
  return `${message(args)} (${place}); ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`;
}
