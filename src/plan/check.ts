import type { ErrorObject, ValidateFunction } from 'ajv';
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import { byPlace, isError, type Diagnostic, type Span } from '../diagnostics/diagnostic.js';
import type { Plan } from '../schemas/plan.js';
import { validateDestination, validateHead } from '../schemas/plan.validators.cjs';
import { readDocument, type Path, type SourceDocument } from '../source/document.js';
import { explain } from '../source/explain.js';
import { joinFindings } from '../source/findings.js';
import { compileShape, type Shape } from '../source/shape.js';
import type { SourceText } from '../source/text.js';
import { rules } from './rules/all.js';
import type { Rule } from './rules/rule.js';
import { nameShortNumber } from './short-number.js';

/** How many destinations with errors are looked into. Whoever has more needs the first ones, not all of them. */
const MAX_BAD_DESTINATIONS = 1000;

const planShape = compileShape(planSchema);

/** A plan's text, checked. `plan` is there when no diagnostic is an error. */
export interface CheckedPlan {
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the text of a plan against YAML, the schema and the rules, with `more` for those that need other files. Pure; throws nothing. */
export function checkPlan(source: SourceText, more: readonly Rule[] = []): CheckedPlan {
  const document = readDocument(source, planShape);
  const read = joinFindings(document.diagnostics, document.whole ? checkSchema(document) : []);
  if (read.some(isError)) return { diagnostics: read.sort(byPlace) };

  const plan = document.value as Plan;
  const ruled = [...rules, ...more].flatMap((rule) => rule(plan, document.locate));
  const diagnostics = distinct([...read, ...ruled]).sort(byPlace);
  return ruled.some(isError) ? { diagnostics } : { plan, diagnostics };
}

/** What several destinations have by one alias stands in one place, and is wrong there once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, args, span }) => {
    const key = JSON.stringify([code, args, span.start]);
    return !seen.has(key) && seen.add(key);
  });
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
    for (const diagnostic of found) head.push(diagnostic);
    if (found.length > 0 && ++bad === MAX_BAD_DESTINATIONS && index + 1 < destinations.length)
      return [...head, notAllChecked(document.locate(['destinations', index]))];
  }
  return head;
}

function notAllChecked(span: Span): Diagnostic {
  return { code: 'not-all-checked', args: { limit: MAX_BAD_DESTINATIONS }, span };
}

function check(
  validate: ValidateFunction,
  document: SourceDocument,
  path: Path,
  shape: Shape,
  value: unknown,
): Diagnostic[] {
  if (validate(value)) return [];
  return explain(validate.errors as ErrorObject[], document, path, shape, value).map(nameShortNumber);
}
