import { posix } from 'node:path';
import { describe, type Diagnostic, type Described, type Readers } from '../../diagnostics/diagnostic.js';
import type { Severity } from '../../diagnostics/entry.js';
import type { SourceLines, SourceText } from '../../source/files/text.js';

/** All that a validation found, as reports get it. Paths are relative to the working folder, with forward slashes. */
export interface Findings {
  /** Sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was checked, whether something is wrong with it or not. */
  readonly files: readonly string[];
  /** The texts that diagnostics point into, as far as they are at hand. */
  readonly sources: readonly (SourceText | SourceLines)[];
  /** The working folder as seen from the repository's top, `.` when it is that. */
  readonly folder: string;
  /** What makes the command fail. */
  readonly failing: readonly Severity[];
  /** callplan's own version. */
  readonly version: string;
}

/** A diagnostic with its words. */
export type Worded = Diagnostic & { readonly words: Described };

/** The diagnostics, each with its words for these readers. */
export function worded({ diagnostics }: Pick<Findings, 'diagnostics'>, readers?: Readers): Worded[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, words: describe(diagnostic, readers) }));
}

/** A file as it is named from the repository's top. */
export function fromTop(file: string, { folder }: Pick<Findings, 'folder'>): string {
  return posix.join(folder, file);
}

/** Sentence and hint in one text, for reports that have one field for both. */
export function fullMessage({ message, hint }: Described): string {
  return `${message}${/[.!?…]$/.test(message) ? '' : '.'} ${hint}`;
}
