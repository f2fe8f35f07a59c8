import { colorsFor } from '../../text/colors.js';
import { diagnosticText } from './text.js';
import { worded, type Findings, type Worded } from './findings.js';
import { openLinesOf, type LineOf } from './source-lines.js';
import { element, xmlText, type Element } from '../../text/xml.js';

/**
 * Findings as JUnit XML: a suite a file; a failed case for each diagnostic that makes the command fail, or one passed case when there
 * is none. The other diagnostics are in the suite's `system-out`, because JUnit has no warnings.
 */
export function findingsJunit(findings: Findings): string {
  const byFile = new Map<string, Worded[]>(findings.files.map((file) => [file, []]));
  for (const diagnostic of worded(findings)) {
    const { file } = diagnostic.span;
    const found = byFile.get(file) ?? [];
    found.push(diagnostic);
    byFile.set(file, found);
  }
  const lineOf = openLinesOf(findings.sources);
  const suites = [...byFile].map(([file, found]) => {
    const failures = found.filter(({ words }) => findings.failing.includes(words.severity));
    const others = found.filter(({ words }) => !findings.failing.includes(words.severity));
    return suite(file, failures, others, lineOf);
  });
  const total = (name: 'tests' | 'failures'): number =>
    suites.reduce((sum, { attributes }) => sum + Number(attributes[name]), 0);
  const attributes = { name: 'callplan', tests: total('tests'), failures: total('failures'), errors: 0 };
  return xmlText(element('testsuites', attributes, suites));
}

function suite(
  file: string,
  failures: readonly Worded[],
  others: readonly Worded[],
  lineOf: LineOf,
): Element {
  const cases = failures.map((diagnostic) => failedCase(diagnostic, lineOf));
  const passed = element('testcase', { name: 'is fine', classname: file }, []);
  const attributes = {
    name: file,
    tests: Math.max(1, cases.length),
    failures: cases.length,
    errors: 0,
    skipped: 0,
  };
  const remarks = others.map((diagnostic) => textOf(diagnostic, lineOf)).join('');
  return element('testsuite', attributes, [
    ...(cases.length > 0 ? cases : [passed]),
    ...(remarks === '' ? [] : [element('system-out', {}, [remarks])]),
  ]);
}

function failedCase(diagnostic: Worded, lineOf: LineOf): Element {
  const { code, span, words } = diagnostic;
  const { line, column } = span.start;
  const attributes = { type: code, message: words.message };
  const failure = element('failure', attributes, [textOf(diagnostic, lineOf)]);
  return element('testcase', { name: `${code} at ${line}:${column}`, classname: span.file }, [failure]);
}

function textOf(diagnostic: Worded, lineOf: LineOf): string {
  return diagnosticText(diagnostic, colorsFor(false, {}), lineOf);
}
