import type { Code } from '../../diagnostics/catalog.js';
import { describe, isError } from '../../diagnostics/diagnostic.js';
import { checkPlan } from '../../plan/check.js';
import { seen } from './json-string.js';
import type { Candidate } from './candidate.js';
import { leftOut, type Remark } from './reading.js';
import type { Unit } from './said.js';

/** How many destinations are checked at a time, so that memory does not grow with the form. */
const CHUNK = 500;

const HEAD = 'version: 1\nname: draft\nduplicates: allow\ndestinations:\n';
const HEAD_LINES = 4;

/** What is for a person to fill in, and what can only be judged once it is known who comes into the plan. */
const NOT_YET: readonly Code[] = ['missing-parameter', 'duplicate-id', 'duplicate-destination'];

/**
 * The candidates that a plan may have. They are checked as the destinations of a plan in which each says everything itself, on a line of
 * its own, so that what is wrong with one can be told with its place in the form. What is merely missing may be filled in later.
 */
export function acceptable(candidates: readonly Candidate[]): {
  readonly accepted: Candidate[];
  readonly remarks: Remark[];
} {
  const accepted: Candidate[] = [];
  const remarks: Remark[] = [];
  for (let start = 0; start < candidates.length; start += CHUNK) {
    const chunk = candidates.slice(start, start + CHUNK);
    const problems = problemsOf(chunk);
    for (const [index, candidate] of chunk.entries()) {
      const problem = problems.get(index);
      if (problem === undefined) accepted.push(candidate);
      else remarks.push(leftOut(candidate.place, problem));
    }
  }
  return { accepted, remarks };
}

/** The first error of each candidate that has one, by its index. */
function problemsOf(chunk: readonly Candidate[]): ReadonlyMap<number, string> {
  const lines = chunk.map((candidate) => `- ${seen(JSON.stringify(entryOf(candidate)))}\n`);
  const { diagnostics } = checkPlan({ file: 'draft', text: HEAD + lines.join('') });
  const problems = new Map<number, string>();
  for (const diagnostic of diagnostics) {
    const index = diagnostic.span.start.line - 1 - HEAD_LINES;
    if (isError(diagnostic) && !NOT_YET.includes(diagnostic.code) && !problems.has(index))
      problems.set(index, describe(diagnostic, 'authors').message);
  }
  return problems;
}

function entryOf({ id, to, units }: Candidate): object {
  return { ...(id !== undefined && { id }), to, ...nested(units) };
}

/** Units as the maps that a plan has of them. */
export function nested(units: readonly Unit[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [[key, inner], value] of units)
    if (inner === undefined) result[key] = value;
    else result[key] = { ...(result[key] as object | undefined), [inner]: value };
  return result;
}
