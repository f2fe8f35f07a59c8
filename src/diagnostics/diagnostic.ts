import { catalog, type Args, type Code } from './catalog.js';
import type { CatalogEntry, Severity } from './entry.js';
import { withoutPasswords } from '../privacy/passwords.js';
import { showAll, showUnless, type Secret } from '../privacy/quoted.js';

/** A place in a text. Line and column count from 1; a column is one UTF-16 code unit, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file, `end` exclusive. `file` is the path as the user would type it. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  /** Why what a finding quotes here is not for everybody; undefined where it is. */
  readonly about: Secret | undefined;
  /** Set where nothing is secret on the whole line that it starts on. */
  readonly lineIsOpen?: true;
}

/** What is wrong, before it has a place: which rule, with what facts. */
export type Finding<C extends Code = Code> = {
  readonly [K in C]: { readonly code: K; readonly args: Args<K> };
}[C];

/** One finding as data. The words are made by {@link describe}. */
export type Diagnostic<C extends Code = Code> = Finding<C> & {
  readonly span: Span;
  /** The second place of a finding that involves two, such as the first of two equal keys. */
  readonly related?: Span;
};

/** A finding in words. */
export interface Described {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly relatedMessage?: string;
}

/** Who reads a finding: those who have the files, or everybody who sees a report that is published. */
export type Readers = 'authors' | 'everybody';

/** The wording of a finding. For everybody, secrets in it are masked. */
export function describe(
  { code, args, span, related }: Diagnostic,
  readers: Readers = 'everybody',
): Described {
  const entry = catalog[code] as CatalogEntry<unknown>;
  const show = readers === 'authors' ? showAll : showUnless(span.about);
  return {
    severity: entry.severity,
    message: withoutPasswords(entry.message(args, show)),
    hint: withoutPasswords(entry.hint(args, show)),
    ...(related && entry.related ? { relatedMessage: entry.related } : {}),
  };
}

/** `file:line`, as messages name a place. */
export function placeText({ file, start }: Span): string {
  return `${file}:${start.line}`;
}

export function severityOf({ code }: Diagnostic): Severity {
  return catalog[code].severity;
}

/** Whether a finding keeps its file from being used. */
export function isError(diagnostic: Diagnostic): boolean {
  return severityOf(diagnostic) === 'error';
}

/** Orders findings by file, then place, then code, so that output does not depend on the order of the checks. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.span.file, b.span.file) ||
    a.span.start.line - b.span.start.line ||
    a.span.start.column - b.span.start.column ||
    compare(a.code, b.code)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
