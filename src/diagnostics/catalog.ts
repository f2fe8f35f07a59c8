import { callbackRules } from './catalog/callbacks.js';
import { fileRules } from './catalog/files.js';
import { listRules } from './catalog/lists.js';
import { numberRules } from './catalog/numbers.js';
import { optionRules } from './catalog/options.js';
import { schemaRules } from './catalog/schema.js';
import { planRules } from './catalog/plan.js';
import { policyRules } from './catalog/policy.js';
import type { Exit } from './exit.js';
import { variableRules } from './catalog/variables.js';
import { yamlRules } from './catalog/yaml.js';

/** Every diagnostic code with all its wording, by the layer that finds it. */
export const catalog = {
  ...yamlRules,
  ...schemaRules,
  ...planRules,
  ...numberRules,
  ...optionRules,
  ...callbackRules,
  ...policyRules,
  ...listRules,
  ...variableRules,
  ...fileRules,
} as const;

export type Code = keyof typeof catalog;
export type Args<C extends Code> = Parameters<(typeof catalog)[C]['message']>[0];

/** The codes of findings after which no command but `validate` can go on. */
export type FatalCode = {
  readonly [C in Code]: (typeof catalog)[C] extends { readonly exit: Exit } ? C : never;
}[Code];
