import type { Args, Code } from '../../diagnostics/catalog.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceDocument } from '../../source/yaml/document.js';
import type { Plan } from '../plan.js';

/** Something that a plan must observe beyond its schema. Sees only plans that the schema accepts. */
export type Rule = (plan: Plan, locate: SourceDocument['locate']) => Diagnostic[];

/** What is wrong, before it has a place. */
export type Finding = { [C in Code]: { readonly code: C; readonly args: Args<C> } }[Code];
