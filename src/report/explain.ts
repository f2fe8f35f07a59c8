import { catalog, type Code } from '../diagnostics/catalog.js';
import { filesOf, shownText, type ExampleFiles } from '../diagnostics/example.js';
import type { FatalEntry } from '../diagnostics/entry.js';
import { examples } from '../diagnostics/examples.js';
import { faults, type FaultCode } from '../diagnostics/faults.js';
import { clean } from '../privacy/clean.js';

/** A finding explained as plain text: what is wrong, a bad example, the good one. */
export function explainFinding(code: Code): string {
  const { severity, summary } = catalog[code];
  const { why, bad, good } = examples[code];
  return `${code}: ${severity}\n${summary}\n${why}\n${endOf(code, '\n')}\nWrong:\n\n${filesText(bad)}\nRight:\n\n${filesText(good)}`;
}

/** What a finding does to the commands that cannot go on after it. */
function endOf(code: Code, before: string): string {
  const { exit } = catalog[code] as Partial<FatalEntry<unknown>>;
  return exit === undefined ? '' : `${before}A command that needs the file ends with exit code ${exit}.\n`;
}

function filesText(files: ExampleFiles): string {
  const all = Object.entries(filesOf(files));
  return all
    .map(([file, text]) => {
      const lines = visible(shownText(text)).replace(/^(?=.)/gm, '    ');
      return `${all.length > 1 ? `  ${file}\n` : ''}${lines}${lines.endsWith('\n') ? '' : '\n'}`;
    })
    .join('\n');
}

/** Some examples are about characters that nobody can see. */
function visible(text: string): string {
  return text.replace(/[^\n\t]+/g, clean);
}

/** The same as Markdown, without a heading. `output` is what the command prints for the bad example. */
export function explainMarkdown(code: Code, output?: string): string {
  const { severity, summary } = catalog[code];
  const { why, bad, good } = examples[code];
  const printed = output === undefined ? '' : `\n${fence('text', output)}`;
  return `**${severity}**: ${summary}\n\n${why}\n${endOf(code, '\n')}\nWrong:\n\n${filesMarkdown(bad)}${printed}\nRight:\n\n${filesMarkdown(good)}`;
}

function filesMarkdown(files: ExampleFiles): string {
  const all = Object.entries(filesOf(files));
  return all
    .map(([file, text]) => {
      const name = all.length > 1 ? `\`${file}\`:\n\n` : '';
      return `${name}${fence(file.endsWith('.jsonl') ? 'json' : 'yaml', visible(shownText(text)))}`;
    })
    .join('\n');
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}${text.endsWith('\n') ? '' : '\n'}\`\`\`\n`;
}

interface FaultWords {
  readonly exit: number;
  readonly summary: string;
  readonly message: string;
  readonly hint: string;
}

/** A fault explained as plain text: when it occurs, how its message is built, the exit code, what to do. */
export function explainFault(code: FaultCode): string {
  const { exit, summary, message, hint } = faultWords(code);
  return `${code}: the command gives up with exit code ${exit}\n${summary}\n\n    error: ${message} [${code}]\n\n${hint}\n`;
}

/** The same as Markdown, without a heading. */
export function explainFaultMarkdown(code: FaultCode): string {
  const { exit, summary, message, hint } = faultWords(code);
  return `**exit code ${exit}**: ${summary}\n\n${fence('text', `error: ${message} [${code}]`)}\n${hint}\n`;
}

/** The words of a fault, with the names of its arguments in capitals in their places. */
function faultWords(code: FaultCode): FaultWords {
  const { exit, summary, message, hint } = faults[code] as {
    exit: number;
    summary: string;
    message: (args: unknown) => string;
    hint: (args: unknown) => string;
  };
  const names = new Proxy({}, { get: (_, name) => String(name).toUpperCase() });
  const advice = hint(names);
  const known = advice === 'HINT' ? 'What to do stands below the message.' : advice;
  return { exit, summary, message: message(names), hint: known };
}

/** Every code with its one line. */
export function codesText(): string {
  const findings = Object.entries(catalog).map(
    ([code, { severity, summary }]) => [code, severity, summary] as const,
  );
  const reasons = Object.entries(faults).map(
    ([code, { exit, summary }]) => [code, `exit ${exit}`, summary] as const,
  );
  return `Findings in plans, settings and lockfiles:\n${table(findings)}\nReasons for giving up:\n${table(reasons)}\ncallplan explain CODE tells more.\n`;
}

function table(rows: readonly (readonly [string, string, string])[]): string {
  const width = Math.max(...rows.map(([code]) => code.length));
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, kind, summary]) => `  ${code.padEnd(width)}  ${kind.padEnd(7)}  ${summary}\n`)
    .join('');
}
