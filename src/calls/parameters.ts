import type { Plan } from '../plan/plan.js';
import { encodeForUrl, fill, hasVariables, type Vars } from '../plan/template.js';
import type { Callback, Callbacks, DestinationEntry, Options } from '../schemas/plan.js';
import { renderDigits } from './digits.js';

/** Parameters of make-call under Plivo's names, in the order of its documentation, without `to`. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** The order in which Plivo documents them; a request's body is easier to read in it. */
const ORDER = [
  'from',
  ...['answer', 'ring', 'hangup', 'fallback'].flatMap((name) => [`${name}_url`, `${name}_method`]),
  'caller_name',
  'send_digits',
  'send_on_preanswer',
  'time_limit',
  'hangup_on_ring',
  'machine_detection',
  'machine_detection_time',
  'machine_detection_url',
  'machine_detection_method',
  'machine_detection_maximum_speech_length',
  'machine_detection_initial_silence',
  'machine_detection_maximum_words',
  'machine_detection_initial_greeting',
  'sip_headers',
  'ring_timeout',
  'parent_call_uuid',
  'error_if_parent_not_found',
] as const;

/** The parameters of one call: the plan's, each replaced by what the destination says of it. */
export function parametersOf(plan: Plan, entry: Partial<DestinationEntry> = {}): Parameters {
  const written: Record<string, unknown> = {
    from: entry.from ?? plan.from,
    ...renderCallbacks({ ...plan.callbacks, ...entry.callbacks }),
    ...renderDigits(entry.digits === undefined ? plan.digits : entry.digits),
    ...renderOptions({ ...plan.options, ...entry.options }),
  };
  const parameters: Record<string, string | number | boolean> = {};
  for (const name of ORDER) {
    const value = written[name];
    if (value !== undefined && value !== null) parameters[name] = value as string | number | boolean;
  }
  return parameters;
}

/** The names of those parameters that have variables. */
export function templatesAmong(parameters: Parameters): string[] {
  return Object.keys(parameters).filter((name) => hasVariables(String(parameters[name])));
}

/** The parameters with the variables' values in those named by `templates`; the very same when there are none. */
export function fillParameters(
  parameters: Parameters,
  templates: readonly string[],
  vars: Vars = {},
): Parameters {
  if (templates.length === 0) return parameters;
  const filled = { ...parameters };
  for (const name of templates)
    filled[name] = fill(String(filled[name]), vars, name.endsWith('_url') ? encodeForUrl : String);
  return filled;
}

function renderCallbacks(callbacks: Callbacks): Record<string, string> {
  const urls = Object.entries(callbacks) as [string, Callback | undefined][];
  return Object.assign(
    {},
    ...urls.map(([name, callback]) => {
      if (callback === null || callback === undefined) return {};
      const { url, method = 'POST' } = typeof callback === 'string' ? { url: callback } : callback;
      // The method is sent even when it is Plivo's default, so that the body says all that will happen.
      return { [`${name}_url`]: url, [`${name}_method`]: method };
    }),
  ) as Record<string, string>;
}

function renderOptions(options: Options): Record<string, unknown> {
  const { machine_detection, sip_headers } = options;
  return {
    ...options,
    // Plivo's values are the words `true` and `hangup`.
    machine_detection: machine_detection === true ? 'true' : machine_detection,
    sip_headers:
      typeof sip_headers === 'object' && sip_headers !== null ? joinHeaders(sip_headers) : sip_headers,
  };
}

/** Sorted, so that the order of a map's keys does not make another call of it. */
function joinHeaders(headers: Readonly<Record<string, string>>): string {
  return Object.keys(headers)
    .sort()
    .map((name) => `${name}=${headers[name] ?? ''}`)
    .join(',');
}
