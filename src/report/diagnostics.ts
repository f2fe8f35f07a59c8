import { describe, type Diagnostic, type Span } from '../diagnostics/diagnostic.js';
import type { Severity } from '../diagnostics/entry.js';
import { clean } from './clean.js';
import type { Colors } from './colors.js';

/** Diagnostics as text: place, severity, sentence and code on one line, the second place and the hint below it. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], colors: Colors): string {
  return diagnostics.map((diagnostic) => oneText(diagnostic, colors)).join('');
}

function oneText(diagnostic: Diagnostic, colors: Colors): string {
  const { severity, message, hint, relatedMessage } = describe(diagnostic);
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
  const lines = [
    `${colors.bold(placeText(diagnostic.span))}: ${paint(severity)}: ${clean(message)} ${colors.dim(`[${diagnostic.code}]`)}`,
  ];
  if (diagnostic.related && relatedMessage !== undefined)
    lines.push(`  ${placeText(diagnostic.related)}: ${relatedMessage}`);
  lines.push(`  ${clean(hint)}`);
  return `${lines.join('\n')}\n`;
}

function placeText({ file, start }: Span): string {
  return `${clean(file)}:${start.line}:${start.column}`;
}

/** `2 errors, 1 warning in 3 files` */
export function diagnosticsSummary(diagnostics: readonly Diagnostic[], files: number): string {
  const severities: readonly Severity[] = ['error', 'warning', 'note'];
  const counts = severities.flatMap((severity) => {
    const n = diagnostics.filter((diagnostic) => describe(diagnostic).severity === severity).length;
    return n > 0 ? [`${n} ${severity}${n === 1 ? '' : 's'}`] : [];
  });
  return `${counts.length > 0 ? counts.join(', ') : 'nothing to object to'} in ${files} ${files === 1 ? 'file' : 'files'}\n`;
}

/** The shape that `--format json` prints for each diagnostic. Lines and columns count from 1; the end is exclusive. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly related: readonly {
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/** A diagnostic for machines. */
export function diagnosticJson(diagnostic: Diagnostic): JsonDiagnostic {
  const { severity, message, hint, relatedMessage = '' } = describe(diagnostic);
  const { file, start, end } = diagnostic.span;
  const { related } = diagnostic;
  return {
    code: diagnostic.code,
    severity,
    message,
    hint,
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    related: related ? [{ message: relatedMessage, file: related.file, ...related.start }] : [],
  };
}
