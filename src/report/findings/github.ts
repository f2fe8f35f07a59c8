import type { Span } from '../../diagnostics/diagnostic.js';
import type { Severity } from '../../diagnostics/entry.js';
import { clean } from '../../privacy/clean.js';
import { fromTop, fullMessage, worded, type Findings } from './findings.js';

/** GitHub shows no more annotations of one kind for a step, and drops the rest in silence. */
const MAX_ANNOTATIONS = 10;

const COMMANDS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'notice'],
];

/** A message at a place in a file. */
export interface Annotation {
  readonly severity: Severity;
  readonly span: Span;
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Findings as GitHub's workflow commands, which annotate the files of a pull request, and a line that says how many did not fit.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function findingsGithub(findings: Findings): string {
  return annotationsText(findingAnnotations(findings), findings, 'callplan validate');
}

/** Findings as annotations. */
export function findingAnnotations(findings: Findings): Annotation[] {
  return worded(findings).map(({ code, words, span, related }) => ({
    severity: words.severity,
    span,
    title: code,
    lines: [
      fullMessage(words),
      ...(related && words.relatedMessage !== undefined
        ? [
            `${words.relatedMessage}: ${fromTop(related.file, findings)}:${related.start.line}:${related.start.column}`,
          ]
        : []),
    ],
  }));
}

/** Annotations as workflow commands, as many of each kind as GitHub shows; `command` is what shows the others. */
export function annotationsText(
  all: readonly Annotation[],
  findings: Pick<Findings, 'folder'>,
  command: string,
): string {
  const kinds = COMMANDS.map(([severity, name]) => {
    const found = all.filter((annotation) => annotation.severity === severity);
    const lines = found.slice(0, MAX_ANNOTATIONS).map((annotation) => commandOf(name, annotation, findings));
    return { severity, lines, left: found.length - lines.length };
  });
  const left = kinds.filter((kind) => kind.left > 0);
  const omitted = left
    .map((kind) => `${kind.left} more ${kind.severity}${kind.left === 1 ? '' : 's'}`)
    .join(', ');
  const lines = kinds.flatMap((kind) => kind.lines);
  return [...lines, ...(left.length > 0 ? [`${omitted}: ${command} shows them all`] : [])]
    .map((line) => `${line}\n`)
    .join('');
}

function commandOf(
  name: string,
  { span, title, lines }: Annotation,
  findings: Pick<Findings, 'folder'>,
): string {
  const { start, end } = span;
  const properties: Record<string, string | number> = {
    file: fromTop(span.file, findings),
    line: start.line,
    endLine: end.line,
    // The runner takes columns for a mistake where the lines differ.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${list.join(',')}::${lines.map(data).join('%0A')}`;
}

function data(text: string): string {
  return clean(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
