import type { Severity } from '../../diagnostics/entry.js';
import { worded, type Findings, type Worded } from './findings.js';
import { jsonText } from '../../text/json-text.js';

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

/** Findings as one JSON value: `{"diagnostics":[…],"files":N}`. */
export function findingsJson(findings: Findings): string {
  return jsonText({ diagnostics: worded(findings).map(diagnosticJson), files: findings.files.length });
}

function diagnosticJson({ code, words, span, related }: Worded): JsonDiagnostic {
  const { severity, message, hint, relatedMessage = '' } = words;
  const { file, start, end } = span;
  return {
    code,
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
