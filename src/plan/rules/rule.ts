import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceDocument } from '../../source/yaml/document.js';
import type { Plan } from '../plan.js';

/** Something that a plan must observe beyond its schema. Sees only plans that the schema accepts. */
export type Rule = (plan: Plan, locate: SourceDocument['locate']) => Diagnostic[];
