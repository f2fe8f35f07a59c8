import { catalog, type FatalCode } from './catalog.js';
import { describe, placeText, type Diagnostic } from './diagnostic.js';
import type { FatalEntry } from './entry.js';
import { Fault, type FaultWords } from './fault.js';

/** A finding after which no command but `validate` can go on. */
export type Fatal = Diagnostic<FatalCode>;

/** Whether no command but `validate` can go on after a finding. */
export function isFatal(finding: Diagnostic): finding is Fatal {
  return 'exit' in catalog[finding.code];
}

/** Whether a reader gave a finding instead of what it was asked for. */
export function isFinding(read: object | undefined): read is Fatal {
  return read !== undefined && 'code' in read && 'span' in read;
}

/** The fault of a finding after which a command cannot go on. */
export function faultOf(finding: Fatal, cause?: unknown): Fault {
  return new Fault(finding.code, finding, cause, wordsOf(finding));
}

/** What a reader gave. If that is a finding, throws its fault. */
export function orThrow<T extends object | undefined>(read: T | Fatal): Exclude<T, Fatal> {
  if (isFinding(read)) throw faultOf(read);
  return read as Exclude<T, Fatal>;
}

function wordsOf(finding: Fatal): FaultWords {
  const { message, hint, relatedMessage } = describe(finding);
  const { exit } = catalog[finding.code] as FatalEntry<unknown>;
  const { span, related } = finding;
  const details = related && relatedMessage ? [`${placeText(related)}: ${relatedMessage}`] : [];
  return { message: `${placeText(span)}: ${message}`, hint, details, exit };
}
