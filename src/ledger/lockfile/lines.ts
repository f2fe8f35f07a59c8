import { validateEntry, validateHeader } from '../../schemas/lockfile.validators.cjs';
import type { Entry, Header } from '../entry.js';
import { problemIn } from '../../source/schema/first-problem.js';

/** The newest format that this program reads and the one that it writes. */
export const FORMAT = 1;

/** Says what is wrong with a line of a lockfile. */
export type Damaged = (problem: string) => Error;

/** Reads the first line. Throws what `damaged` makes of a problem. */
export function decodeHeader(line: string, damaged: Damaged): Header {
  const value = parse(line, damaged);
  if (!('lockfile' in value)) throw damaged('the header line, which starts with {"lockfile":, is missing');
  const { lockfile } = value;
  if (typeof lockfile === 'number' && lockfile > FORMAT)
    throw damaged(`this is format ${lockfile}; this program reads ${FORMAT}: use a newer callplan`);
  const problem = problemIn(validateHeader, value);
  if (problem !== undefined) throw damaged(problem);
  return value as unknown as Header;
}

/** Reads any other line. Throws what `damaged` makes of a problem. */
export function decodeEntry(line: string, damaged: Damaged): Entry {
  const value = parse(line, damaged);
  if ('lockfile' in value) throw damaged('this is a second header: two lockfiles were joined');
  const problem = entryProblem(value);
  if (problem !== undefined) throw damaged(problem);
  return value as unknown as Entry;
}

/** What keeps `value` from being an entry, naming the key. */
export function entryProblem(value: object): string | undefined {
  return problemIn(validateEntry, value);
}

const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})(?= |\r?$)/;

/** git's conflict marker at the beginning of a line, without what follows it. */
export function markerOf(line: string): string | undefined {
  return CONFLICT.exec(line)?.[1];
}

/** Whether a line without its end is all there: no beginning of a JSON object is itself one. */
export function isComplete(line: string): boolean {
  return markerOf(line) !== undefined || parseObject(line) !== undefined;
}

function parse(line: string, damaged: Damaged): Record<string, unknown> {
  const marker = markerOf(line);
  if (marker !== undefined)
    throw damaged(
      `this is a git conflict marker (${marker}): callplan lockfile repair joins what both branches know`,
    );
  const value = parseObject(line);
  if (!value) throw damaged('this line is not a JSON object');
  return value;
}

// The parser's own message would quote the line, and a link can make any file look like a lockfile.
function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
