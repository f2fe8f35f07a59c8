import { entry } from '../entry.js';

/** What the policy of a settings file refuses. Each hint names what would let it pass. */
export const policyRules = {
  'policy-country': entry<{ to: string; country?: string }>({
    severity: 'error',
    summary: 'A number is of a country that policy.countries does not list.',
    message: (a) =>
      a.country === undefined
        ? `${a.to} is a number of no one country, so policy.countries cannot list it`
        : `${a.to} is a number of ${a.country}, which policy.countries does not list`,
    hint: (a) =>
      a.country === undefined
        ? 'Remove the call, or guard it by policy.prefixes in place of policy.countries.'
        : `Add ${a.country} to policy.countries to let it pass.`,
    related: 'policy.countries stands here',
  }),
  'policy-prefix-denied': entry<{ to: string; prefix: string }>({
    severity: 'error',
    summary:
      'A number starts with a prefix that policy.prefixes.deny lists, and with no longer one to allow it.',
    message: (a) => `${a.to} starts with ${a.prefix}, which policy.prefixes.deny lists`,
    hint: (a) =>
      `Take ${a.prefix}, and every shorter beginning of the number, out of policy.prefixes.deny; or, if policy.prefixes.allow is set, add a longer one there.`,
    related: 'policy.prefixes.deny stands here',
  }),
  'policy-prefix-not-allowed': entry<{ to: string }>({
    severity: 'error',
    summary: 'A number starts with none of the prefixes that policy.prefixes.allow lists.',
    message: (a) => `${a.to} starts with none of the prefixes that policy.prefixes.allow lists`,
    hint: (a) => `Add ${a.to}, or its beginning, to policy.prefixes.allow to let it pass.`,
    related: 'policy.prefixes.allow stands here',
  }),
  'policy-sip-host': entry<{ to: string; host: string }>({
    severity: 'error',
    summary:
      'A SIP URI is at a host that policy.sip_hosts does not list; it has neither country nor prefix to pass by.',
    message: (a) => `${a.to} is at ${a.host}, which policy.sip_hosts does not list`,
    hint: (a) => `Add ${a.host} to policy.sip_hosts to let it pass.`,
    related: 'the guard stands here',
  }),
  'policy-from': entry<{ from: string }>({
    severity: 'error',
    summary: 'A caller number is not among those of policy.from.',
    message: (a) => `calls may not come from ${a.from}, which policy.from does not list`,
    hint: (a) => `Add ${a.from} to policy.from to let it pass.`,
    related: 'policy.from stands here',
  }),
  'policy-callback-host': entry<{ parameter: string; host: string }>({
    severity: 'error',
    summary: 'A callback is at a host that policy.callback_hosts does not list.',
    message: (a) => `${a.parameter} is at ${a.host}, which policy.callback_hosts does not list`,
    hint: (a) => `Add ${a.host} to policy.callback_hosts to let it pass.`,
    related: 'policy.callback_hosts stands here',
  }),
  'policy-edition': entry({
    severity: 'error',
    summary: 'A plan does not name its edition, and policy.require_edition asks for it.',
    message: () => 'the plan does not name its edition, as policy.require_edition asks',
    hint: () => 'Say `edition: "1"`, or a word of your own, in the plan.',
    related: 'policy.require_edition stands here',
  }),
  'policy-max-calls': entry<{ calls: number; limit: number }>({
    severity: 'error',
    summary: 'A run would place more calls than policy.max_calls lets it, so it places none.',
    message: (a) =>
      `a run would place ${a.calls} calls, and policy.max_calls lets it place ${a.limit === 0 ? 'none' : a.limit}`,
    hint: (a) => `Raise policy.max_calls to ${a.calls} to let them pass.`,
    related: 'policy.max_calls stands here',
  }),
} as const;
