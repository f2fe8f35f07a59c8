import type { ErrorObject, ValidateFunction } from 'ajv';
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import { byPlace, describe, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Plan } from '../schemas/plan.js';
import { validateDestination, validateHead } from '../schemas/plan.validators.cjs';
import { readDocument, type Path, type SourceDocument } from '../source/document.js';
import { explain } from '../source/explain.js';
import { compileShape, type Shape } from '../source/shape.js';
import type { SourceText } from '../source/text.js';
import { rules } from './rules/all.js';

/** How many destinations with errors are looked into. Whoever has more needs the first ones, not all of them. */
const MAX_BAD_DESTINATIONS = 1000;

const planShape = compileShape(planSchema);

/** A plan's text, checked. `plan` is there when no diagnostic is an error. */
export interface CheckedPlan {
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the text of a plan against YAML, the schema and the rules. Pure; throws nothing. */
export function checkPlan(source: SourceText): CheckedPlan {
  const document = readDocument(source, planShape);
  // Where an alias leads nowhere the value is missing, and the schema would only say so a second time.
  const whole =
    document.value !== undefined && document.diagnostics.every(({ code }) => code === 'duplicate-key');
  const schema = whole ? checkSchema(document) : [];
  const found = [...document.diagnostics, ...schema];
  if (found.length > 0) return { diagnostics: found.sort(byPlace) };

  const plan = document.value as Plan;
  const diagnostics = rules.flatMap((rule) => rule(plan, document.locate)).sort(byPlace);
  return diagnostics.some((d) => describe(d).severity === 'error') ? { diagnostics } : { plan, diagnostics };
}

/** The head and each destination have validators of their own: ajv's allErrors over one long list is quadratic. */
function checkSchema(document: SourceDocument): Diagnostic[] {
  const head = check(validateHead, document, [], planShape, document.value);
  const destinations = (document.value as Partial<Plan> | null)?.destinations;
  if (!Array.isArray(destinations)) return head;
  const shape = planShape.property('destinations').item();
  let bad = 0;
  for (const [index, destination] of destinations.entries()) {
    const found = check(validateDestination, document, ['destinations', index], shape, destination);
    head.push(...found);
    if (found.length > 0 && ++bad === MAX_BAD_DESTINATIONS) break;
  }
  return head;
}

function check(
  validate: ValidateFunction,
  document: SourceDocument,
  path: Path,
  shape: Shape,
  value: unknown,
): Diagnostic[] {
  if (validate(value)) return [];
  return explain(validate.errors as ErrorObject[], document, path, shape, value);
}
