import { callsItself } from './calls-itself.js';
import { duplicateDestination } from './duplicate-destination.js';
import { duplicateId } from './duplicate-id.js';
import { missingParameter } from './missing-parameter.js';
import type { Rule } from './rule.js';
import { toneRepeated } from './tone-repeated.js';

/** Every rule, in no particular order: findings are sorted by place. */
export const rules: readonly Rule[] = [
  duplicateId,
  duplicateDestination,
  missingParameter,
  callsItself,
  toneRepeated,
];
