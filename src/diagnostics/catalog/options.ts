import type { Known, Quoted } from '../../privacy/quoted.js';
import { entry, quoted } from '../entry.js';

/** What can be wrong with the digits and options of a call. */
export const optionRules = {
  'caller-name-unclean': entry<{ clean?: Quoted }>({
    severity: 'warning',
    summary: 'caller_name has invisible characters in it, or space around it.',
    message: () => 'caller_name has invisible characters in it, or space around it',
    hint: (a, show) => (a.clean === undefined ? 'Remove it.' : `Write caller_name: ${quoted(show(a.clean))}`),
  }),
  'digits-press-nothing': entry({
    severity: 'warning',
    summary: 'digits only wait, and press no key.',
    message: () => 'these digits press no key',
    hint: () => 'Add the keys to press, or remove the digits.',
  }),
  'digits-outlast-call': entry<{
    seconds: number;
    parameter: 'time_limit' | 'hangup_on_ring';
    limit: number;
  }>({
    severity: 'warning',
    summary: 'Sending the digits takes longer than the call may.',
    message: (a) =>
      `sending these digits takes at least ${secondsText(a.seconds)}, and ${a.parameter} ends the call after ${a.limit} s`,
    hint: (a) => `Shorten them, or say ${a.parameter}: ${Math.ceil(a.seconds)} or more.`,
    related: 'together with this',
  }),
  'machine-detection-off': entry<{ setting: Known }>({
    severity: 'warning',
    summary: 'A setting of machine detection stands without machine_detection.',
    message: (a) => `${a.setting} means nothing without machine_detection`,
    hint: () => 'Say machine_detection: true or hangup in the options, or remove this.',
    related: 'together with this',
  }),
  'sip-header-reserved': entry<{ name: Quoted }>({
    severity: 'error',
    summary: 'A SIP header has a name that Plivo keeps for itself, and drops.',
    message: (a, show) =>
      `Plivo drops the SIP header ${quoted(show(a.name))}: it keeps such names for itself`,
    hint: () => 'Give it a name that is not ClientRegion and does not start with Plivo, SipAuth or Twilio.',
  }),
  'sip-header-repeated': entry<{ name: Quoted }>({
    severity: 'error',
    summary: 'A SIP header is given twice; upper and lower case make no difference.',
    message: (a, show) => `the SIP header ${quoted(show(a.name))} is given a second time`,
    hint: () => 'Keep one of the two, or give them different names.',
    related: 'first given here',
  }),
  'time-limit-cut': entry<{ limit: number; longest: number }>({
    severity: 'warning',
    summary: 'time_limit is longer than a day.',
    message: (a) => `Plivo cuts a time_limit of ${a.limit} s to ${a.longest} s`,
    hint: (a) => `Write time_limit: ${a.longest}`,
  }),
  'ring-timeout-too-long': entry<{ ring: number; hangup: number }>({
    severity: 'warning',
    summary: 'ring_timeout is longer than hangup_on_ring lets the call last.',
    message: (a) => `the call may ring for ${a.ring} s, but hangup_on_ring ends it after ${a.hangup} s`,
    hint: (a) => `Say ring_timeout: ${a.hangup} or less, or raise hangup_on_ring.`,
    related: 'together with this',
  }),
  'parent-in-bulk': entry<{ bulk: number }>({
    severity: 'error',
    summary: 'A call with parent_call_uuid may share its request with others.',
    message: (a) => `a call with parent_call_uuid must have a request of its own, and bulk is ${a.bulk}`,
    hint: () => 'Say bulk: 1 beside parent_call_uuid.',
    related: 'together with this',
  }),
  'parent-missing': entry({
    severity: 'warning',
    summary: 'error_if_parent_not_found stands without parent_call_uuid.',
    message: () => 'error_if_parent_not_found means nothing without parent_call_uuid',
    hint: () => 'Say parent_call_uuid in the options, or remove this.',
    related: 'together with this',
  }),
} as const;

function secondsText(seconds: number): string {
  return `${Math.round(seconds * 10) / 10} s`;
}
