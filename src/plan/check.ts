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
import { restOf, type Rest } from './rest.js';
import { rules, rulesOfParts } from './rules/all.js';
import type { Rule } from './rules/rule.js';
import { nameNumber } from './name-number.js';

/** How many destinations with errors are looked into. Whoever has more needs the first ones, not all of them. */
const MAX_BAD_DESTINATIONS = 1000;

const planShape = compileShape(planSchema);

/** A plan's text, checked. `plan` is there when no diagnostic is an error. */
export interface CheckedPlan {
  readonly plan?: Plan;
  /** Where its name stands. */
  readonly named?: Span;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the text of a plan against YAML, the schema and the rules, with `more` for those that need other files. Where the schema
 * refuses something, the rules judge what is left without it. Pure; throws nothing.
 */
export function checkPlan(source: SourceText, more: readonly Rule[] = []): CheckedPlan {
  const document = readDocument(source, planShape);
  const { diagnostics: said, accepted, rest } = checkSchema(document);
  const read = joinFindings(document.diagnostics, said);
  const sound = accepted && !read.some(isError);
  const ruled = (sound ? [...rules, ...more] : rulesOfParts).flatMap((rule) =>
    rest ? rule(rest.plan, rest.locate) : [],
  );
  const diagnostics = distinct([...withoutContradiction(read, ruled), ...ruled]).sort(byPlace);
  return sound && rest && !ruled.some(isError)
    ? { plan: rest.plan, named: rest.locate(['name']), diagnostics }
    : { diagnostics };
}

/** Who is told to write a number with its plus, in quotes, need not be told to write it in quotes without. */
function withoutContradiction(read: readonly Diagnostic[], ruled: readonly Diagnostic[]): Diagnostic[] {
  const numbers = new Set(
    ruled.filter(({ code }) => code === 'number-without-plus').map(({ span }) => placeKey(span)),
  );
  return read.filter(({ code, span }) => code !== 'unquoted-text' || !numbers.has(placeKey(span)));
}

function placeKey({ start }: Span): string {
  return `${start.line}:${start.column}`;
}

/** What several destinations have by one alias stands in one place, and is wrong there once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, args, span }) => {
    const key = JSON.stringify([code, args, span.start]);
    return !seen.has(key) && seen.add(key);
  });
}

/** What the schema says of a plan, and what of the plan it accepts. */
interface Judged {
  readonly diagnostics: Diagnostic[];
  /** Whether it refuses nothing, whatever came of its errors on their way to a diagnostic. */
  readonly accepted: boolean;
  /** Undefined when there is no plan to speak of. */
  readonly rest?: Rest;
}

/** The head and each destination have validators of their own: ajv's allErrors over one long list is quadratic. */
function checkSchema(document: SourceDocument): Judged {
  const { value, lacks } = document;
  if (lacks === 'all') return { diagnostics: [], accepted: false };
  const diagnostics = check(validateHead, document, [], planShape, value);
  const headErrors = validateHead.errors ?? [];
  const destinations = (value as Partial<Plan> | null)?.destinations;
  if (!Array.isArray(destinations)) return { diagnostics, accepted: false };
  const shape = planShape.property('destinations').item();
  const refused = new Set<number>();
  for (const [index, destination] of destinations.entries()) {
    const found = check(validateDestination, document, ['destinations', index], shape, destination);
    for (const diagnostic of found) diagnostics.push(diagnostic);
    if (found.length > 0) refused.add(index);
    if (refused.size < MAX_BAD_DESTINATIONS || index + 1 === destinations.length) continue;
    diagnostics.push(notAllChecked(document.locate(['destinations', index])));
    return { diagnostics, accepted: false };
  }
  // What could not be read may be what seems to be missing.
  const certain =
    lacks === 'nothing' ? diagnostics : diagnostics.filter(({ code }) => code !== 'missing-key');
  const accepted = headErrors.length === 0 && refused.size === 0;
  return { diagnostics: certain, accepted, rest: restOf(document, keysOf(headErrors), refused) };
}

/** The top-level keys that errors are about; one that is missing is not there to be left out. */
function keysOf(errors: readonly ErrorObject[]): Set<string> {
  const keys = errors.map(
    ({ instancePath, params }) =>
      instancePath.split('/')[1] ?? (params as Record<string, string | undefined>)['additionalProperty'],
  );
  return new Set(keys.filter((key) => key !== undefined));
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
  return explain(validate.errors as ErrorObject[], document, path, shape, value).map(nameNumber);
}
