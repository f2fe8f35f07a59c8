import * as check from './checks.js';
import type { Check } from './checks.js';

interface Parameter<N extends string> {
  readonly name: N;
  readonly required: boolean;
  readonly check: Check;
}

const required = <N extends string>(name: N, rule: Check): Parameter<N> => ({
  name,
  required: true,
  check: rule,
});
const optional = <N extends string>(name: N, rule: Check): Parameter<N> => ({
  name,
  required: false,
  check: rule,
});

/** Every parameter of make-call, in the order in which problems are reported: the first one is the reply. */
export const parameters = [
  required('from', check.phoneNumber),
  required('to', check.destinations),
  required('answer_url', check.httpUrl),
  optional('answer_method', check.httpMethod),
  optional('ring_url', check.httpUrl),
  optional('ring_method', check.httpMethod),
  optional('hangup_url', check.httpUrl),
  optional('hangup_method', check.httpMethod),
  optional('fallback_url', check.httpUrl),
  optional('fallback_method', check.httpMethod),
  optional('caller_name', check.textUpTo(50)),
  optional('send_digits', check.digits),
  optional('send_on_preanswer', check.boolean),
  optional('time_limit', check.integer(1)),
  optional('hangup_on_ring', check.integer(1)),
  optional('machine_detection', check.machineDetection),
  optional('machine_detection_time', check.integer(2000, 10_000)),
  optional('machine_detection_url', check.httpUrl),
  optional('machine_detection_method', check.httpMethod),
  optional('machine_detection_maximum_speech_length', check.integer(1000, 6000)),
  optional('machine_detection_initial_silence', check.integer(2000, 10_000)),
  optional('machine_detection_maximum_words', check.integer(2, 10)),
  optional('machine_detection_initial_greeting', check.integer(1000, 5000)),
  optional('sip_headers', check.sipHeaders),
  optional('ring_timeout', check.integer(1)),
  optional('parent_call_uuid', check.uuid),
  optional('error_if_parent_not_found', check.boolean),
] as const;

export type ParameterName = (typeof parameters)[number]['name'];
