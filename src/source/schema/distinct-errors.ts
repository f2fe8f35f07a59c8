import type { ErrorObject } from 'ajv';

/** ajv's errors without those that say again, of the same value, what another one says. */
export function distinctErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  return worstOfEach(ofOneBranch(errors));
}

/**
 * A value that fits no branch of an anyOf brings an error for every branch. The branches differ in kind, so when one of them is of
 * the value's kind its own errors say it all; otherwise one error about the kind stands for the rest.
 */
function ofOneBranch(all: readonly ErrorObject[]): ErrorObject[] {
  // A bad key brings its own error and, with propertyName, that of the rule it broke.
  const errors = all.filter((e) => e.propertyName === undefined || e.keyword === 'propertyNames');
  const choices = new Set(errors.filter((e) => e.keyword === 'anyOf').map((e) => e.instancePath));
  if (choices.size === 0) return errors;
  // A branch for another kind of value may object to more than the kind: no map is one of the words that it lists.
  const others = new Set(
    errors.filter((e) => e.keyword === 'type' && choices.has(e.instancePath)).map(branchOf),
  );
  const precise = errors.filter((e) => e.keyword !== 'anyOf' && !others.has(branchOf(e)));
  const reported = [...precise.map((e) => e.instancePath), ...choices];
  // What is wrong further in says it better: a choice with a finding below it, or with one at it of the value's kind, stays silent.
  const silent = (path: string): boolean =>
    reported.some((other) => other !== path && isWithin(other, path)) ||
    precise.some((e) => e.instancePath === path);
  const kinds = [...choices]
    .filter((path) => !silent(path))
    .map((path) => errors.find((e) => e.keyword === 'type' && e.instancePath === path));
  return [...precise, ...kinds.filter((e) => e !== undefined)];
}

/** The schema that was broken, and by what value. */
function branchOf({ schemaPath, instancePath }: ErrorObject): string {
  return `${schemaPath.slice(0, schemaPath.lastIndexOf('/'))} ${instancePath}`;
}

/** What can be wrong with a single value, the gravest first: whoever mends that has mended the others, or sees them next. */
const GRAVITY = ['type', 'const', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'];

/** One error for each value. A map may have several: each is about another key. */
function worstOfEach(errors: readonly ErrorObject[]): ErrorObject[] {
  const worst = new Map<string, number>();
  for (const { instancePath, keyword } of errors) {
    const gravity = GRAVITY.indexOf(keyword);
    if (gravity !== -1) worst.set(instancePath, Math.min(gravity, worst.get(instancePath) ?? Infinity));
  }
  return errors.filter(
    ({ instancePath, keyword }) =>
      !GRAVITY.includes(keyword) || GRAVITY[worst.get(instancePath) ?? -1] === keyword,
  );
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}
