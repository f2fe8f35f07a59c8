import type { Severity } from '../diagnostics/entry.js';
import { clean } from './clean.js';
import { fromTop, fullMessage, worded, type Findings, type Worded } from './findings.js';

/** GitHub shows no more annotations of one kind for a step, and drops the rest in silence. */
const MAX_ANNOTATIONS = 10;

const COMMANDS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'notice'],
];

/**
 * Findings as GitHub's workflow commands, which annotate the files of a pull request, and a line that says how many did not fit.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(findings: Findings): string {
  const all = worded(findings);
  const kinds = COMMANDS.map(([severity, command]) => {
    const found = all.filter(({ words }) => words.severity === severity);
    const lines = found
      .slice(0, MAX_ANNOTATIONS)
      .map((diagnostic) => annotation(command, diagnostic, findings));
    return { severity, lines, left: found.length - lines.length };
  });
  const left = kinds.filter((kind) => kind.left > 0);
  const omitted = left
    .map((kind) => `${kind.left} more ${kind.severity}${kind.left === 1 ? '' : 's'}`)
    .join(', ');
  const lines = kinds.flatMap((kind) => kind.lines);
  return [...lines, ...(left.length > 0 ? [`${omitted}: callplan validate shows them all`] : [])]
    .map((line) => `${line}\n`)
    .join('');
}

function annotation(command: string, diagnostic: Worded, findings: Findings): string {
  const { code, words, span, related } = diagnostic;
  const { start, end } = span;
  const properties: Record<string, string | number> = {
    file: fromTop(span.file, findings),
    line: start.line,
    endLine: end.line,
    // The runner takes columns for a mistake where the lines differ.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: code,
  };
  const second =
    related && words.relatedMessage !== undefined
      ? [
          `${words.relatedMessage}: ${fromTop(related.file, findings)}:${related.start.line}:${related.start.column}`,
        ]
      : [];
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${command} ${list.join(',')}::${[fullMessage(words), ...second].map(data).join('%0A')}`;
}

function data(text: string): string {
  return clean(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
