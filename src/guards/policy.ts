import type { Span } from '../diagnostics/diagnostic.js';
import type { Policy } from '../schemas/config.js';

/** The keys of a policy that refuse something, each with its path in the settings file. */
export const POLICY_PATHS = {
  max_calls: ['max_calls'],
  countries: ['countries'],
  'prefixes.allow': ['prefixes', 'allow'],
  'prefixes.deny': ['prefixes', 'deny'],
  sip_hosts: ['sip_hosts'],
  from: ['from'],
  callback_hosts: ['callback_hosts'],
  require_edition: ['require_edition'],
} as const;

export type PolicySetting = keyof typeof POLICY_PATHS;

/** A policy, and where each of its settings is in the settings file. Plain data. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly places: Readonly<Record<PolicySetting, Span>>;
}
