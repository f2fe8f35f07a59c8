import type { Code } from '../../diagnostics/catalog.js';
import { describe, isError } from '../../diagnostics/diagnostic.js';
import { checkPlan } from '../../plan/check.js';
import { escapeInvisible } from '../../text/json-text.js';
import type { FoundDestination } from './destinations.js';
import { leftOut, type Remark } from './found-requests.js';
import { fieldsToMap } from './plan-fields.js';

/** How many destinations are checked at a time, so that memory does not grow with the form. */
const CHUNK = 500;

const HEAD = 'version: 1\nname: draft\nduplicates: allow\ndestinations:\n';
const HEAD_LINES = 4;

/** What a person has to fill in, and what depends on the other destinations of the plan. */
const NOT_YET: readonly Code[] = ['missing-parameter', 'duplicate-id', 'duplicate-destination'];

/**
 * The destinations that a plan may have. They are checked as the destinations of a draft in which each has all its fields itself, on one
 * line, so that a mistake is reported with its place in the form. What is merely missing can be filled in later.
 */
export function checkDestinations(destinations: readonly FoundDestination[]): {
  readonly accepted: FoundDestination[];
  readonly remarks: Remark[];
} {
  const accepted: FoundDestination[] = [];
  const remarks: Remark[] = [];
  for (let start = 0; start < destinations.length; start += CHUNK) {
    const chunk = destinations.slice(start, start + CHUNK);
    const problems = problemsOf(chunk);
    for (const [index, destination] of chunk.entries()) {
      const problem = problems.get(index);
      if (problem === undefined) accepted.push(destination);
      else remarks.push(leftOut(destination.place, problem));
    }
  }
  return { accepted, remarks };
}

/** The first error of each destination that has one, by its index. */
function problemsOf(chunk: readonly FoundDestination[]): ReadonlyMap<number, string> {
  const lines = chunk.map((destination) => `- ${escapeInvisible(JSON.stringify(entryOf(destination)))}\n`);
  const { diagnostics } = checkPlan({ file: 'draft', text: HEAD + lines.join('') });
  const problems = new Map<number, string>();
  for (const diagnostic of diagnostics) {
    const index = diagnostic.span.start.line - 1 - HEAD_LINES;
    if (isError(diagnostic) && !NOT_YET.includes(diagnostic.code) && !problems.has(index))
      problems.set(index, describe(diagnostic, 'authors').message);
  }
  return problems;
}

function entryOf({ id, to, fields }: FoundDestination): object {
  return { ...(id !== undefined && { id }), to, ...fieldsToMap(fields) };
}
