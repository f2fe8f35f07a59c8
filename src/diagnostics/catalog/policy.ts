import type { Known, Quoted } from '../../privacy/quoted.js';
import { entry } from '../entry.js';

/** What the policy of a settings file refuses. Each hint names what would let it pass. */
export const policyRules = {
  'policy-country': entry<{ to: Quoted; country?: Known }>({
    severity: 'error',
    summary: 'A number is of a country that policy.countries does not list.',
    message: (a, show) =>
      a.country === undefined
        ? `${show(a.to)} is a number of no one country, so policy.countries cannot list it`
        : `${show(a.to)} is a number of ${a.country}, which policy.countries does not list`,
    hint: (a) =>
      a.country === undefined
        ? 'Remove the call, or guard it by policy.prefixes in place of policy.countries.'
        : `Add ${a.country} to policy.countries to let it pass.`,
    related: 'policy.countries stands here',
  }),
  'policy-prefix-denied': entry<{ to: Quoted; prefix: Quoted }>({
    severity: 'error',
    summary:
      'A number starts with a prefix that policy.prefixes.deny lists, and with no longer one to allow it.',
    message: (a, show) => `${show(a.to)} starts with ${show(a.prefix)}, which policy.prefixes.deny lists`,
    hint: (a, show) =>
      `Take ${show(a.prefix)}, and every shorter beginning of the number, out of policy.prefixes.deny; or, if policy.prefixes.allow is set, add a longer one there.`,
    related: 'policy.prefixes.deny stands here',
  }),
  'policy-prefix-not-allowed': entry<{ to: Quoted }>({
    severity: 'error',
    summary: 'A number starts with none of the prefixes that policy.prefixes.allow lists.',
    message: (a, show) => `${show(a.to)} starts with none of the prefixes that policy.prefixes.allow lists`,
    hint: (a, show) => `Add ${show(a.to)}, or its beginning, to policy.prefixes.allow to let it pass.`,
    related: 'policy.prefixes.allow stands here',
  }),
  'policy-sip-host': entry<{ to: Quoted; host: Quoted }>({
    severity: 'error',
    summary:
      'A SIP URI is at a host that policy.sip_hosts does not list; it has neither country nor prefix to pass by.',
    message: (a, show) => `${show(a.to)} is at ${show(a.host)}, which policy.sip_hosts does not list`,
    hint: (a, show) => `Add ${show(a.host)} to policy.sip_hosts to let it pass.`,
    related: 'the guard stands here',
  }),
  'policy-from': entry<{ from: Quoted }>({
    severity: 'error',
    summary: 'A caller number is not among those of policy.from.',
    message: (a, show) => `calls may not come from ${show(a.from)}, which policy.from does not list`,
    hint: (a, show) => `Add ${show(a.from)} to policy.from to let it pass.`,
    related: 'policy.from stands here',
  }),
  'policy-callback-host': entry<{ parameter: Known; host: Quoted }>({
    severity: 'error',
    summary: 'A callback is at a host that policy.callback_hosts does not list.',
    message: (a, show) => `${a.parameter} is at ${show(a.host)}, which policy.callback_hosts does not list`,
    hint: (a, show) => `Add ${show(a.host)} to policy.callback_hosts to let it pass.`,
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
