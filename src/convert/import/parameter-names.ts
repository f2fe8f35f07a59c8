import planSchema from '../../../schemas/plan.schema.json' with { type: 'json' };

const { callbacks, options } = planSchema.definitions;

/** A plan's callbacks, such as `answer`, whose parameters are `answer_url` and `answer_method`. */
export const CALLBACKS = Object.keys(callbacks.properties);

interface OptionSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
}

/** A plan's options under Plivo's names; `bulk` is callplan's own. */
const OPTIONS = new Map<string, OptionSchema>(
  Object.entries(options.properties as Readonly<Record<string, OptionSchema>>).filter(
    ([name]) => name !== 'bulk',
  ),
);

const NAMES = new Set([
  'from',
  'to',
  'send_digits',
  'send_on_preanswer',
  ...CALLBACKS.flatMap((name) => [`${name}_url`, `${name}_method`]),
  ...OPTIONS.keys(),
]);

/** Whether make-call has a parameter that a plan can say. */
export function isParameter(name: string): boolean {
  return NAMES.has(name);
}

/** Whether a parameter is one of a plan's `options`. */
export function isOption(name: string): boolean {
  return OPTIONS.has(name);
}

/** An option's value in the type that a plan has for it; a value that does not fit stays a text, for the check to find. */
export function typedOption(name: string, text: string): string | number | boolean {
  const { type = [], enum: choices = [] } = OPTIONS.get(name) ?? {};
  if (type.includes('integer') && /^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  return type.includes('boolean') || choices.includes(true) ? typedFlag(text) : text;
}

/** `true` and `false` as what they say. */
export function typedFlag(text: string): string | boolean {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
