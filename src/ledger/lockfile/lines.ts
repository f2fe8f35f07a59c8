import { validateEntry, validateHeader } from '../../schemas/lockfile.validators.cjs';
import type { Entry, Header } from '../entry.js';
import { problemIn } from '../../source/schema/first-problem.js';

/** The newest format that this program reads and the one that it writes. */
export const FORMAT = 1;

/** What is wrong with a line, as a sentence without its end. */
export type Damage = string;

/** Reads the first line. */
export function decodeHeader(line: string): Header | Damage {
  const value = parse(line);
  if (typeof value === 'string') return value;
  if (!('lockfile' in value)) return 'the header line, which starts with {"lockfile":, is missing';
  const { lockfile } = value;
  if (typeof lockfile === 'number' && lockfile > FORMAT)
    return `this is format ${lockfile}; this program reads ${FORMAT}: use a newer callplan`;
  return problemIn(validateHeader, value) ?? (value as unknown as Header);
}

/** Reads any other line. */
export function decodeEntry(line: string): Entry | Damage {
  const value = parse(line);
  if (typeof value === 'string') return value;
  if ('lockfile' in value) return 'this is a second header: two lockfiles were joined';
  return entryProblem(value) ?? (value as unknown as Entry);
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

function parse(line: string): Record<string, unknown> | Damage {
  const marker = markerOf(line);
  if (marker !== undefined)
    return `this is a git conflict marker (${marker}): callplan lockfile repair joins what both branches know`;
  return parseObject(line) ?? 'this line is not a JSON object';
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
