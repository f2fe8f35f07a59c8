import type { Code } from './catalog.js';
import type { Example } from './example.js';
import { callbackExamples } from './examples/callbacks.js';
import { fileExamples } from './examples/files.js';
import { listExamples } from './examples/lists.js';
import { numberExamples } from './examples/numbers.js';
import { optionExamples } from './examples/options.js';
import { planExamples } from './examples/plan.js';
import { policyExamples } from './examples/policy.js';
import { schemaExamples } from './examples/schema.js';
import { variableExamples } from './examples/variables.js';
import { yamlExamples } from './examples/yaml.js';

/** A bad and a good example for every finding. Long, and only for those who ask to have one explained. */
export const examples: Readonly<Record<Code, Example>> = {
  ...yamlExamples,
  ...schemaExamples,
  ...planExamples,
  ...numberExamples,
  ...optionExamples,
  ...callbackExamples,
  ...policyExamples,
  ...listExamples,
  ...variableExamples,
  ...fileExamples,
};
