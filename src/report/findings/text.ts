import { byPlace, severityOf, type Diagnostic, type Span } from '../../diagnostics/diagnostic.js';
import type { Severity } from '../../diagnostics/entry.js';
import type { SourceLines, SourceText } from '../../source/files/text.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import type { RenderOptions } from '../report.js';
import { codeFrame } from './code-frame.js';
import { worded, type Findings, type Worded } from './findings.js';
import { linesOf, type LineOf } from './source-lines.js';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** How many diagnostics text shows by default: nobody reads more, and a log that is cut elsewhere lacks its summary. */
export const DEFAULT_MAX_PROBLEMS = 100;

/** Findings as text: the diagnostics, and a last line that counts them all and says how many are left out. */
export function findingsText(
  { diagnostics, files, sources }: Pick<Findings, 'diagnostics' | 'files' | 'sources'>,
  { colors, maxProblems = DEFAULT_MAX_PROBLEMS }: Pick<RenderOptions, 'colors' | 'maxProblems'>,
): string {
  const shown = worst(diagnostics, maxProblems);
  const text = diagnosticsText(shown, colors, sources);
  return text + summary(diagnostics, files.length, diagnostics.length - shown.length);
}

/**
 * Diagnostics as text for those who have the files: place, severity, sentence and code on one line, the line in question, the second place,
 * the hint.
 */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  colors: Colors,
  sources: readonly (SourceText | SourceLines)[] = [],
): string {
  const lineOf = linesOf(sources);
  return worded({ diagnostics }, 'authors')
    .map((diagnostic) => diagnosticText(diagnostic, colors, lineOf))
    .join('');
}

/** One diagnostic as text. */
export function diagnosticText(
  { code, span, related, words }: Worded,
  colors: Colors,
  lineOf: LineOf,
): string {
  const { severity, message, hint, relatedMessage } = words;
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
  const head = `${colors.bold(placeText(span))}: ${paint(severity)}: ${clean(message)} ${colors.dim(`[${code}]`)}\n`;
  const second =
    related && relatedMessage !== undefined
      ? `  ${placeText(related)}: ${relatedMessage}\n${codeFrame(related, lineOf, colors)}`
      : '';
  return `${head}${codeFrame(span, lineOf, colors)}${second}  ${clean(hint)}\n`;
}

function placeText({ file, start }: Span): string {
  return `${clean(file)}:${start.line}:${start.column}`;
}

/** As many as may be shown, errors before warnings before notes, in the order of their places. */
function worst(diagnostics: readonly Diagnostic[], max: number): readonly Diagnostic[] {
  if (max === 0 || diagnostics.length <= max) return diagnostics;
  return SEVERITIES.flatMap((severity) => diagnostics.filter((d) => severityOf(d) === severity))
    .slice(0, max)
    .sort(byPlace);
}

/** `2 errors, 1 warning in 3 files` */
function summary(diagnostics: readonly Diagnostic[], files: number, left: number): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const n = diagnostics.filter((diagnostic) => severityOf(diagnostic) === severity).length;
    return n > 0 ? [`${n} ${severity}${n === 1 ? '' : 's'}`] : [];
  });
  const all = counts.length > 0 ? counts.join(', ') : 'nothing to object to';
  const atLeast = diagnostics.some(({ code }) => code === 'not-all-checked') ? 'at least ' : '';
  const omitted = left > 0 ? `; ${left} of them not shown: callplan validate --max-problems 0 shows all` : '';
  return `${atLeast}${all} in ${files} ${files === 1 ? 'file' : 'files'}${omitted}\n`;
}
