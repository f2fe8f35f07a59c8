import { hash } from 'node:crypto';
import type { Call } from '../calls/expand.js';
import type { ApprovedLockfile, ApprovedPlan, ApprovedSteps } from '../schemas/steps.js';
import { validateSteps } from '../schemas/steps.validators.cjs';
import { encodeLockfile } from '../ledger/lockfile/encode.js';
import type { Step } from './decide.js';
import type { Entry, Header, Entries } from '../ledger/entry.js';
import { problemIn } from '../source/schema/first-problem.js';

/** The version of the format that this program reads and writes. */
export const STEPS_FORMAT = 1;

/** What a plan comes to, for {@link describePlan}. */
export interface DecidedPlan {
  /** From the repository's top, with forward slashes. */
  readonly file: string;
  readonly name: string;
  readonly edition: string;
  readonly calls: readonly Call[];
  /** Undefined when there is no lockfile. */
  readonly header?: Header | undefined;
  readonly entries: Entries;
  readonly steps: readonly Step[];
}

/** A plan and its steps in the form in which they are approved. Pure: a dry run writes it, and a run compares it with its own. */
export function describePlan(plan: DecidedPlan): ApprovedPlan {
  const { file, name, edition, calls, header, entries, steps } = plan;
  return {
    file,
    name,
    edition,
    digest: digestOfCalls(calls),
    lockfile: header ? describeLockfile(header, entries) : null,
    steps: steps
      .filter(({ action }) => action === 'send')
      .map(({ call: { id, digest }, reason: { code } }) => ({ id, digest, reason: code })),
  };
}

function describeLockfile(header: Header, known: Entries): ApprovedLockfile {
  const entries = [...known.values()];
  const times = entries.map(latestOf);
  return {
    digest: digest(encodeLockfile(header, entries)),
    calls: entries.length,
    newest: times.reduce<string | null>((newest, at) => (newest === null || at > newest ? at : newest), null),
  };
}

/** The last time at which something became known of a call. What was read back of it bears no time. */
export function latestOf({ at, settled }: Entry): string {
  return settled && settled.at > at ? settled.at : at;
}

/** All that a plan and its lists say of its calls; a comment, or another order of keys, changes nothing. */
function digestOfCalls(calls: readonly Call[]): string {
  return digest(JSON.stringify(calls.map(({ id, digest, bulk, retry }) => [id, digest, bulk, retry])));
}

/** The digest of a value that JSON can hold, whatever the order of its keys. */
export function digestOfValue(value: unknown): string {
  return digest(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ),
  );
}

function digest(text: string): string {
  return `v1:${hash('sha256', text, 'hex')}`;
}

/** Reads a file of approved steps. Throws what `invalid` makes of a problem. */
export function decodeSteps(text: string, invalid: (problem: string) => Error): ApprovedSteps {
  const value = parse(text, invalid);
  const { steps } = value;
  if (typeof steps === 'number' && steps > STEPS_FORMAT)
    throw invalid(`this is format ${steps}; this program reads ${STEPS_FORMAT}: use a newer callplan`);
  const problem = problemIn(validateSteps, value);
  if (problem !== undefined) throw invalid(problem);
  const approved = value as unknown as ApprovedSteps;
  const seen = new Set<string>();
  const twice = approved.plans.find(({ file }) => seen.has(file) || !seen.add(file));
  if (twice) throw invalid(`it has ${twice.file} twice`);
  return approved;
}

// The parser's own message would quote the text, and this may be any file.
function parse(text: string, invalid: (problem: string) => Error): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid('it is not a JSON object');
}
