import { schemaRules } from './catalog-schema.js';
import { planRules } from './catalog-plan.js';
import { yamlRules } from './catalog-yaml.js';

/** Every diagnostic code with all its wording, by the layer that finds it. */
export const catalog = { ...yamlRules, ...schemaRules, ...planRules } as const;

export type Code = keyof typeof catalog;
export type Args<C extends Code> = Parameters<(typeof catalog)[C]['message']>[0];
