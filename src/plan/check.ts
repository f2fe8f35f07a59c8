import type { ErrorObject, ValidateFunction } from 'ajv';
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import { byPlace, isError, type Diagnostic, type Span } from '../diagnostics/diagnostic.js';
import type { Plan as PlanFile } from '../schemas/plan.js';
import { validateDestination, validateHead, validateList } from '../schemas/plan.validators.cjs';
import { readDocument, type SourceDocument } from '../source/yaml/document.js';
import { explain, type Part } from '../source/schema/explain.js';
import { joinFindings } from '../source/schema/join-findings.js';
import { compileShape } from '../source/schema/shape.js';
import type { SourceText } from '../source/files/text.js';
import { acceptedPart, type AcceptedPart } from './accepted.js';
import { joinLists, type Joined, type Lists } from './join-lists.js';
import { nameForm } from './name-form.js';
import { isListEntry, type Plan } from './plan.js';
import { rules, rulesOfParts } from './rules/all.js';
import type { Rule } from './rules/rule.js';

/** How many destinations with errors are looked into. Whoever has more needs the first ones, not all of them. */
const MAX_BAD_DESTINATIONS = 1000;

const { definitions } = planSchema;
const planShape = compileShape(planSchema);
const destinationShape = compileShape({ ...definitions.destination, definitions });
const listShape = compileShape({ ...definitions.list, definitions });

/** A plan's text, checked. `plan` is there when no diagnostic is an error. */
export interface CheckedPlan {
  readonly plan?: Plan;
  /** Where its name stands. */
  readonly named?: Span;
  /** Where a destination stands, by its index. It holds on to the whole document. */
  readonly placeOf?: (index: number) => Span;
  readonly diagnostics: readonly Diagnostic[];
}

/** A plan's text, read as far as that goes without its lists. */
export interface ReadPlanText {
  readonly document: SourceDocument;
  /** The list files that it names, as it writes them, each once. */
  readonly lists: readonly string[];
}

export interface CheckOptions {
  /** The lists that the plan names, by the names that it gives them. */
  readonly lists?: Lists;
  /** Rules that need other files. */
  readonly rules?: readonly Rule[];
}

/** Reads the text of a plan, and finds out which lists it needs. Pure; throws nothing. */
export function readPlanText(source: SourceText): ReadPlanText {
  const document = readDocument(source, planShape);
  const named = itemsOf(document.value)?.flatMap((item) =>
    isListEntry(item) && validateList(item) ? [item.file] : [],
  );
  return { document, lists: [...new Set(named)] };
}

/**
 * Checks the text of a plan against YAML, the schema and the rules. Where the schema refuses something, the rules judge what is left
 * without it. Pure; throws nothing.
 */
export function checkPlan(source: SourceText, options: CheckOptions = {}): CheckedPlan {
  return checkDocument(readDocument(source, planShape), options);
}

/** Checks a plan whose text has been read. Pure; throws nothing. */
export function checkDocument(
  document: SourceDocument,
  { lists = new Map(), rules: more = [] }: CheckOptions,
): CheckedPlan {
  const judged = checkSchema(document, lists);
  const read = joinFindings(document.diagnostics, judged.diagnostics);
  const sound = judged.isWhole && !read.some(isError);
  const { accepted } = judged;
  const ruled = (sound ? [...rules, ...more] : rulesOfParts).flatMap((rule) =>
    accepted ? rule(accepted.plan, accepted.locate) : [],
  );
  const diagnostics = distinct([...withoutContradiction(read, ruled), ...ruled]).sort(byPlace);
  if (!sound || !accepted || ruled.some(isError)) return { diagnostics };
  const { plan, locate } = accepted;
  const placeOf = (index: number): Span => locate(['destinations', index]);
  return { plan, named: locate(['name']), placeOf, diagnostics };
}

function itemsOf(value: unknown): unknown[] | undefined {
  const destinations = (value as Partial<PlanFile> | null | undefined)?.destinations;
  return Array.isArray(destinations) ? destinations : undefined;
}

/** Who is told to write a number with its plus, in quotes, need not be told to write it in quotes without. */
function withoutContradiction(read: readonly Diagnostic[], ruled: readonly Diagnostic[]): Diagnostic[] {
  const numbers = new Set(
    ruled.filter(({ code }) => code === 'number-without-plus').map(({ span }) => placeKey(span)),
  );
  return read.filter(({ code, span }) => code !== 'unquoted-text' || !numbers.has(placeKey(span)));
}

function placeKey({ file, start }: Span): string {
  return `${file}:${start.line}:${start.column}`;
}

/** What several destinations have by one alias stands in one place, and is wrong there once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, args, span }) => {
    const key = JSON.stringify([code, args, placeKey(span)]);
    return !seen.has(key) && seen.add(key);
  });
}

/** What the schema says of a plan, and what it accepts of it. */
interface Judged {
  readonly diagnostics: Diagnostic[];
  /** Whether it refuses nothing, whatever came of its errors on their way to a diagnostic. */
  readonly isWhole: boolean;
  /** Undefined when there is no plan to speak of. */
  readonly accepted?: AcceptedPart;
}

/** The head and each destination have validators of their own: ajv's allErrors over one long list is quadratic. */
function checkSchema(document: SourceDocument, lists: Lists): Judged {
  const { value, lacks } = document;
  if (lacks === 'all') return { diagnostics: [], isWhole: false };
  const diagnostics = check(validateHead, { document, base: [], shape: planShape, value });
  const headErrors = validateHead.errors ?? [];
  const written = itemsOf(value);
  if (!written) return { diagnostics, isWhole: false };
  let listsAccepted = true;
  const joined = joinLists(document, written, lists, (entry, index) => {
    const base = ['destinations', index];
    const found = check(validateList, { document, base, shape: listShape, value: entry });
    for (const diagnostic of found) diagnostics.push(diagnostic);
    listsAccepted &&= found.length === 0;
    return found.length === 0;
  });
  for (const diagnostic of joined.diagnostics) diagnostics.push(diagnostic);
  const { refused, all } = checkDestinations(joined, diagnostics);
  if (!all) return { diagnostics, isWhole: false };
  // What could not be read may be what seems to be missing.
  const certain =
    lacks === 'nothing' ? diagnostics : diagnostics.filter(({ code }) => code !== 'missing-key');
  const isWhole = headErrors.length === 0 && refused.size === 0 && listsAccepted;
  const whole = { ...(value as PlanFile), destinations: joined.destinations };
  return {
    diagnostics: certain,
    isWhole,
    accepted: acceptedPart({ value: whole, locate: joined.locate }, keysOf(headErrors), refused),
  };
}

/** Which destinations the schema refuses, and whether it was asked of all. */
function checkDestinations(
  { destinations, judged, locate }: Joined,
  diagnostics: Diagnostic[],
): { refused: Set<number>; all: boolean } {
  const refused = new Set<number>();
  for (let index = 0; index < destinations.length; index++) {
    const base = ['destinations', index];
    const part = { document: { locate }, base, shape: destinationShape, value: judged(index) };
    const found = check(validateDestination, part);
    for (const diagnostic of found) diagnostics.push(diagnostic);
    if (found.length > 0) refused.add(index);
    if (refused.size < MAX_BAD_DESTINATIONS || index + 1 === destinations.length) continue;
    diagnostics.push(notAllChecked(locate(base)));
    return { refused, all: false };
  }
  return { refused, all: true };
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

function check(validate: ValidateFunction, part: Part): Diagnostic[] {
  return validate(part.value) ? [] : explain(validate.errors as ErrorObject[], part, nameForm);
}
