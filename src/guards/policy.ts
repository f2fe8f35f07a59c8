import type { Span } from '../diagnostics/diagnostic.js';
import type { Refusal } from '../diagnostics/refusal.js';
import { known, quote } from '../privacy/quoted.js';
import { canonicalAddress, isSip } from '../plan/address.js';
import { countryOf } from '../plan/phone.js';
import type { Plan } from '../plan/plan.js';
import type { Policy } from '../schemas/config.js';
import type { Call } from '../calls/expand.js';
import { hostOfUrl, hostsOfSip, isListedHost } from './policy-hosts.js';

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

/** A policy, and where each of its settings stands in the settings file. Plain data. */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly places: Readonly<Record<PolicySetting, Span>>;
}

/** A refusal, the setting it comes from, and what of the call it is about: a parameter of make-call, or the plan's edition. */
export interface CallRefusal {
  readonly refusal: Refusal;
  readonly setting: PolicySetting;
  readonly subject: string;
}

/** What a policy looks at. */
interface Subject {
  readonly call: Pick<Call, 'to' | 'parameters'>;
  readonly plan: Pick<Plan, 'edition'>;
  readonly policy: Policy;
}

type Check = (subject: Subject) => readonly CallRefusal[];

const checkEdition: Check = ({ plan, policy }) =>
  policy.require_edition === true && plan.edition === undefined
    ? [
        {
          refusal: { code: 'policy-edition', args: {} },
          setting: 'require_edition',
          subject: 'edition',
        },
      ]
    : [];

const checkFrom: Check = ({ call, policy }) => {
  const from = canonicalAddress(String(call.parameters['from']));
  if (!policy.from || policy.from.map(canonicalAddress).includes(from)) return [];
  return [
    { refusal: { code: 'policy-from', args: { from: quote(from) } }, setting: 'from', subject: 'from' },
  ];
};

const checkCountry: Check = ({ call, policy: { countries } }) => {
  if (!countries || isSip(call.to)) return [];
  const to = canonicalAddress(call.to);
  const country = countryOf(to);
  if (country !== undefined && countries.includes(country)) return [];
  const args = { to: quote(to), ...(country !== undefined && { country: known(country) }) };
  return [{ refusal: { code: 'policy-country', args }, setting: 'countries', subject: 'to' }];
};

const checkPrefix: Check = ({ call, policy: { prefixes } }) => {
  if (!prefixes || isSip(call.to)) return [];
  const to = canonicalAddress(call.to);
  const denied = longestPrefix(to, prefixes.deny);
  const allowed = longestPrefix(to, prefixes.allow);
  if (denied !== '' && denied.length >= allowed.length)
    return [
      {
        refusal: { code: 'policy-prefix-denied', args: { to: quote(to), prefix: quote(denied) } },
        setting: 'prefixes.deny',
        subject: 'to',
      },
    ];
  if (!prefixes.allow || allowed !== '') return [];
  return [
    {
      refusal: { code: 'policy-prefix-not-allowed', args: { to: quote(to) } },
      setting: 'prefixes.allow',
      subject: 'to',
    },
  ];
};

function longestPrefix(number: string, prefixes: readonly string[] = []): string {
  const fitting = prefixes.map(canonicalAddress).filter((prefix) => number.startsWith(prefix));
  return fitting.reduce((longest, prefix) => (prefix.length > longest.length ? prefix : longest), '');
}

/** A SIP URI has neither country nor prefix: where a list of those says who may be called, it needs a list of its own to be on. */
const checkSip: Check = ({ call: { to }, policy }) => {
  const setting = sipSetting(policy);
  if (setting === undefined || !isSip(to)) return [];
  const host = hostsOfSip(to).find((name) => !isListedHost(name, policy.sip_hosts ?? []));
  if (host === undefined) return [];
  return [
    {
      refusal: { code: 'policy-sip-host', args: { to: quote(to), host: quote(host) } },
      setting,
      subject: 'to',
    },
  ];
};

function sipSetting({ sip_hosts, countries, prefixes }: Policy): PolicySetting | undefined {
  if (sip_hosts) return 'sip_hosts';
  if (countries) return 'countries';
  return prefixes?.allow ? 'prefixes.allow' : undefined;
}

const checkCallbacks: Check = ({ call: { parameters }, policy: { callback_hosts } }) => {
  if (!callback_hosts) return [];
  const urls = Object.entries(parameters).filter(([parameter]) => parameter.endsWith('_url'));
  return urls.flatMap(([parameter, url]): CallRefusal[] => {
    const host = hostOfUrl(String(url));
    if (isListedHost(host, callback_hosts)) return [];
    const args = { parameter: known(parameter), host: quote(host) };
    const refusal: Refusal = { code: 'policy-callback-host', args };
    return [{ refusal, setting: 'callback_hosts', subject: parameter }];
  });
};

const checks: readonly Check[] = [
  checkEdition,
  checkFrom,
  checkCountry,
  checkPrefix,
  checkSip,
  checkCallbacks,
];

/** Everything that a policy has against a call; `max_calls` apart, which is about all calls of a run. Pure. */
export function refusalsOf(subject: Subject): CallRefusal[] {
  return checks.flatMap((check) => check(subject));
}
