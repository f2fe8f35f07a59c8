import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };

type Said = Readonly<Record<string, unknown>>;

/** How one thing is said for a plan and for a destination, and what each means for Plivo. */
export interface Row {
  readonly plan: Said;
  readonly own: Said;
  /** How a destination takes it away. */
  readonly without: Said;
  readonly planGives: Said;
  readonly ownGives: Said;
}

function option(name: string, plan: unknown, own: unknown): Row {
  return {
    plan: { options: { [name]: plan } },
    own: { options: { [name]: own } },
    without: { options: { [name]: null } },
    planGives: { [name]: plan },
    ownGives: { [name]: own },
  };
}

function callback(name: string): Row {
  const [plan, own] = [`https://example.com/plan-${name}`, `http://example.com/own-${name}?a=1#rt=5000`];
  return {
    plan: { callbacks: { [name]: plan } },
    own: { callbacks: { [name]: { url: own, method: 'GET' } } },
    without: { callbacks: { [name]: null } },
    planGives: { [`${name}_url`]: plan, [`${name}_method`]: 'POST' },
    ownGives: { [`${name}_url`]: own, [`${name}_method`]: 'GET' },
  };
}

/** For everything that a plan can say of a call. */
export const table: Readonly<Record<string, Row>> = {
  'callbacks.answer': callback('answer'),
  'callbacks.ring': callback('ring'),
  'callbacks.hangup': callback('hangup'),
  'callbacks.fallback': callback('fallback'),
  'callbacks.machine_detection': callback('machine_detection'),
  'digits.send': {
    plan: { digits: '1w2W3' },
    own: { digits: [{ press: '9' }, { wait: '0.5s' }, { press: '1' }] },
    without: { digits: null },
    planGives: { send_digits: '1w2W3' },
    ownGives: { send_digits: '9w1' },
  },
  'digits.on_preanswer': {
    plan: { digits: { send: '1', on_preanswer: true } },
    own: { digits: { send: '1', on_preanswer: false } },
    without: { digits: null },
    planGives: { send_digits: '1', send_on_preanswer: true },
    ownGives: { send_digits: '1', send_on_preanswer: false },
  },
  'options.caller_name': option('caller_name', 'Plan', 'Own "name" ☎'),
  'options.time_limit': option('time_limit', 300, 1),
  'options.hangup_on_ring': option('hangup_on_ring', 60, 61),
  'options.ring_timeout': option('ring_timeout', 30, 120),
  'options.machine_detection': {
    ...option('machine_detection', true, 'hangup'),
    planGives: { machine_detection: 'true' },
  },
  'options.machine_detection_time': option('machine_detection_time', 2000, 10_000),
  'options.machine_detection_maximum_speech_length': option(
    'machine_detection_maximum_speech_length',
    1000,
    6000,
  ),
  'options.machine_detection_initial_silence': option('machine_detection_initial_silence', 2000, 10_000),
  'options.machine_detection_maximum_words': option('machine_detection_maximum_words', 2, 10),
  'options.machine_detection_initial_greeting': option('machine_detection_initial_greeting', 1000, 5000),
  'options.sip_headers': {
    ...option('sip_headers', 'campaign=spring,agent=7', { b: '2', a: '1', 10: 'ten', 9: 'nine' }),
    ownGives: { sip_headers: '10=ten,9=nine,a=1,b=2' },
  },
  'options.parent_call_uuid': option('parent_call_uuid', '9834029e-58b6-11e1-b8b7-a5bd0e4e126f', 'other'),
  'options.error_if_parent_not_found': option('error_if_parent_not_found', true, false),
};

const { entry, callbacks, digitSettings, options } = planSchema.definitions;

/** Everything that the schema lets a destination say, in the form of the table's keys. */
export const sayable: readonly string[] = Object.keys(entry.properties)
  .filter((name) => name !== 'vars')
  .flatMap((name) => {
    const groups: Readonly<Record<string, object>> = {
      callbacks: callbacks.properties,
      digits: digitSettings.properties,
      options: options.properties,
    };
    return groups[name] ? Object.keys(groups[name]).map((key) => `${name}.${key}`) : [name];
  });

/** Plivo's parameters in the order of its documentation. */
export const documented = [
  'from',
  'to',
  'answer_url',
  'answer_method',
  'ring_url',
  'ring_method',
  'hangup_url',
  'hangup_method',
  'fallback_url',
  'fallback_method',
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
