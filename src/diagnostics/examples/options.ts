import type { optionRules } from '../catalog/options.js';
import { calling, type Example } from '../example.js';

const PHONE = '"+14155550101"';
const SIP = 'sip:desk@phone.plivo.com';

/** A plan with these options, each `key: value`. */
function options(...lines: readonly string[]): string {
  return calling(PHONE, `options:\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

function headers(text: string): string {
  return calling(SIP, `options:\n  sip_headers: ${text}\n`);
}

/** Examples of what can be wrong with the digits and options of a call. */
export const optionExamples: Readonly<Record<keyof typeof optionRules, Example>> = {
  'caller-name-unclean': {
    why: 'The name is shown on the phone as it is written, space and all.',
    bad: options('caller_name: " Front desk"'),
    good: options('caller_name: "Front desk"'),
  },
  'digits-press-nothing': {
    why: 'Nothing is pressed by waiting. The keys were forgotten, or the digits are not needed.',
    bad: calling(PHONE, 'digits: "WW"\n'),
    good: calling(PHONE, 'digits: "WW1"\n'),
  },
  'digits-outlast-call': {
    why: 'The call ends before the last key is pressed, in the middle of a menu.',
    bad: calling(PHONE, 'digits: "WWWWWWWWWWWW1#"\noptions:\n  time_limit: 10\n'),
    good: calling(PHONE, 'digits: "WWWWWWWWWWWW1#"\noptions:\n  time_limit: 30\n'),
  },
  'machine-detection-off': {
    why: 'Plivo listens for a machine only when machine_detection says so. Alone, the other settings do nothing.',
    bad: options('machine_detection_time: 8000'),
    good: options('machine_detection: hangup', 'machine_detection_time: 8000'),
  },
  'sip-header-reserved': {
    why: 'The header would not arrive, and nobody would be told.',
    bad: headers('{ PlivoDesk: "7" }'),
    good: headers('{ Desk: "7" }'),
  },
  'sip-header-repeated': {
    why: 'Of two headers of one name it is left to chance which arrives.',
    bad: headers('{ Desk: "7", desk: "8" }'),
    good: headers('{ Desk: "7", Floor: "8" }'),
  },
  'time-limit-cut': {
    why: 'Plivo ends every call after a day, whatever the plan says.',
    bad: options('time_limit: 172800'),
    good: options('time_limit: 86400'),
  },
  'ring-timeout-too-long': {
    why: 'The call is hung up while it may still ring, so the longer time is never reached.',
    bad: options('ring_timeout: 60', 'hangup_on_ring: 30'),
    good: options('ring_timeout: 30', 'hangup_on_ring: 60'),
  },
  'parent-in-bulk': {
    why: 'Plivo joins a single call to its parent, and none of a request that places several.',
    bad: options('parent_call_uuid: 10e4117e-81a5-4ae4-a871-f77073f82363', 'bulk: 10'),
    good: options('parent_call_uuid: 10e4117e-81a5-4ae4-a871-f77073f82363', 'bulk: 1'),
  },
  'parent-missing': {
    why: 'Without a parent there is none that could be missing. Its id was forgotten, or the setting is not needed.',
    bad: options('error_if_parent_not_found: true'),
    good: options(
      'parent_call_uuid: 10e4117e-81a5-4ae4-a871-f77073f82363',
      'error_if_parent_not_found: true',
    ),
  },
};
