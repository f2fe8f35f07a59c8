import { catalog, type Args, type Code } from './catalog.js';
import type { CatalogEntry, Severity } from './entry.js';
import { withoutPasswords } from '../privacy/passwords.js';

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
}

/** One finding as data: which rule, with what facts, where. The words are made by {@link describe}. */
export type Diagnostic<C extends Code = Code> = {
  readonly [K in C]: {
    readonly code: K;
    readonly args: Args<K>;
    readonly span: Span;
    /** The second place of a finding that involves two, such as the first of two equal keys. */
    readonly related?: Span;
  };
}[C];

/** A finding in words. */
export interface Described {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly relatedMessage?: string;
}

/** The wording of a finding. */
export function describe(diagnostic: Diagnostic): Described {
  const entry = catalog[diagnostic.code] as CatalogEntry<unknown>;
  return {
    severity: entry.severity,
    message: withoutPasswords(entry.message(diagnostic.args)),
    hint: withoutPasswords(entry.hint(diagnostic.args)),
    ...(diagnostic.related && entry.related ? { relatedMessage: entry.related } : {}),
  };
}

/** `file:line`, as messages name a place. */
export function placeText({ file, start }: Span): string {
  return `${file}:${start.line}`;
}

/** Whether a finding keeps its file from being used. */
export function isError({ code }: Diagnostic): boolean {
  return catalog[code].severity === 'error';
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
