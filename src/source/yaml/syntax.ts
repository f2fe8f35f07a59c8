import type { CST } from 'yaml';
import type { Mistake } from '../../diagnostics/yaml-mistakes.js';
import { known, quote } from '../../privacy/quoted.js';
import type { Found } from './found.js';
import { endOfLine, firstWord, indentTab, restOfLine, startOfLine, otherTabbedLines } from './lines.js';

/** What the YAML library objects to, with offsets in UTF-16 code units. */
export interface SyntaxProblem {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A problem in our own terms. */
export type SyntaxFinding = Found<'yaml-syntax' | 'tab-indent' | 'key-not-text'>;

/** The text that could not be read, and what is known of it. */
interface Context {
  readonly text: string;
  readonly tokens: readonly CST.Token[];
  readonly problems: readonly SyntaxProblem[];
}

/** Most findings of one file: behind several mistakes it is guesswork what was meant. */
const MAX_FINDINGS = 10;

/** Mistakes that leave the rest of the file to be read as it was meant. After any other, the problems that follow only repeat it. */
const LOCAL: readonly string[] = ['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'BAD_ALIAS', 'NON_STRING_KEY'];

/** Said of much that other problems at the same place say better. */
const WEAK: readonly string[] = ['MULTILINE_IMPLICIT_KEY', 'NON_STRING_KEY'];

/** Mistakes about a single character of YAML's own, with which their text begins. */
const SIGNED: readonly Mistake[] = [
  'open-bracket',
  'bracket-in-comment',
  'lone-bracket',
  'value-start',
  'no-name',
  'block-header',
];

/** The library's problems as findings: one for each mistake that a person made, at most one a line. */
export function explainSyntax(
  all: readonly SyntaxProblem[],
  text: string,
  tokens: readonly CST.Token[],
): SyntaxFinding[] {
  if (all.length === 0) return [];
  const marker = /^(<{7}|={7}|>{7}|\|{7})(?= |\r?$)/m.exec(text);
  if (marker) return [finding('conflict', marker.index, marker.index + 7)];

  const syntax = all.filter(({ code }) => code !== 'NON_STRING_KEY');
  const problems = (syntax.length > 0 ? syntax : [...all]).sort(byPlace);
  const found: SyntaxFinding[] = [];
  let line = -1;
  for (const problem of problems) {
    const start = startOfLine(text, problem.start);
    if (start === line) continue;
    line = start;
    found.push(translate(problem, { text, tokens, problems }));
    if (!LOCAL.includes(problem.code) || found.length === MAX_FINDINGS) break;
  }
  return found;
}

function byPlace(a: SyntaxProblem, b: SyntaxProblem): number {
  return a.start - b.start || Number(WEAK.includes(a.code)) - Number(WEAK.includes(b.code));
}

function translate(problem: SyntaxProblem, context: Context): SyntaxFinding {
  const { text } = context;
  const { code, message, start, end } = problem;
  const tab = tabOf(problem, text);
  if (tab !== undefined)
    return { code: 'tab-indent', args: { others: otherTabbedLines(text, tab) }, range: [tab, tab + 1] };
  switch (code) {
    case 'NON_STRING_KEY':
      return { code: 'key-not-text', args: {}, range: [start, end] };
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (message.includes('sequence')) return toLineEnd('list-indent', firstWord(text, start), text);
      return toLineEnd(...nestedKey(problem, context), text);
    case 'MULTILINE_IMPLICIT_KEY':
      return toLineEnd('no-colon', start, text);
    case 'BAD_SCALAR_START':
      return toLineEnd('value-start', start, text);
    case 'BAD_ALIAS':
      return toLineEnd('no-name', start, text);
    case 'BAD_DQ_ESCAPE':
      return finding('escape', start, start + 2, text.slice(start, start + 2));
    case 'BLOCK_IN_FLOW':
      return toLineEnd('no-comma', unexpectedIn(problem, context), text);
    default:
      return byMessage(problem, context);
  }
}

/** The library has few codes for many mistakes; its messages tell them apart. */
function byMessage({ message, start, end }: SyntaxProblem, { text, tokens }: Context): SyntaxFinding {
  if (message.startsWith('All sequence items')) return toLineEnd('list-indent', firstWord(text, start), text);
  if (message.startsWith('All mapping items')) return toLineEnd('key-indent', firstWord(text, start), text);
  if (message.startsWith('Implicit map keys')) return toLineEnd('no-colon', start, text);
  if (message.startsWith('Unexpected block-seq-ind')) return toLineEnd('list-on-line', start, text);
  if (/^Unexpected flow-(seq|map)-end/.test(message))
    return finding('lone-bracket', start, end, text.slice(start, start + 1));
  if (/^Unexpected (,|empty item)/.test(message)) return finding('lone-comma', start, start + 1);
  if (message.startsWith('Missing , ') || message === 'Unexpected scalar token')
    return toLineEnd('no-comma', start, text);
  if (message.endsWith('at node end')) return toLineEnd('after-value', start, text);
  if (message.startsWith('Comments must')) return toLineEnd('comment-space', start, text);
  if (message.startsWith('Block scalar header'))
    return toLineEnd(
      'block-header',
      Math.max(text.lastIndexOf('|', start), text.lastIndexOf('>', start)),
      text,
    );
  if (/^Flow (map|sequence) /.test(message)) return openBracket(start, text, tokens);
  if (message.startsWith('Missing directives-end')) return toLineEnd('directive-end', start, text);
  return finding('other', start, end, message);
}

/** A tab in the indentation of the line, which is what any complaint about it comes from. */
function tabOf({ code, start }: SyntaxProblem, text: string): number | undefined {
  if (code === 'TAB_AS_INDENT') return text.indexOf('\t', start);
  return LOCAL.includes(code) ? undefined : indentTab(text, start);
}

/** A key in the value of a key: a colon in a text, or, when the "key" is two lines, a line that is indented too deep. */
function nestedKey({ start }: SyntaxProblem, { text, problems }: Context): [Mistake, number] {
  const key = problems.find((p) => p.code === 'MULTILINE_IMPLICIT_KEY' && p.start === start);
  const lineBreak = key ? text.lastIndexOf('\n', key.end - 1) : -1;
  return lineBreak < start ? ['second-colon', start] : ['deeper-line', firstWord(text, lineBreak)];
}

/** What the library stumbled over in a collection that brackets do not allow. */
function unexpectedIn({ start, end }: SyntaxProblem, { problems }: Context): number {
  const token = problems.find((p) => p.start > start && p.start < end && p.message.startsWith('Unexpected'));
  return token?.start ?? start;
}

/** The innermost bracket above `start` that lacks its partner. */
function openBracket(start: number, text: string, tokens: readonly CST.Token[]): SyntaxFinding {
  let open: CST.FlowCollection | undefined;
  const pending = [...tokens];
  for (let token = pending.pop(); token; token = pending.pop()) {
    if (token.type === 'flow-collection' && isOpen(token) && token.offset <= start)
      if (!open || token.offset > open.offset) open = token;
    for (const child of childrenOf(token)) pending.push(child);
  }
  const from = open?.offset ?? start;
  const bracket = open?.start.source ?? '[';
  const partner = bracket === '[' ? ']' : '}';
  const hidden = / #.*/.exec(text.slice(from, endOfLine(text, from)))?.[0].includes(partner) === true;
  return finding(hidden ? 'bracket-in-comment' : 'open-bracket', from, from + 1, bracket);
}

function isOpen({ start, end }: CST.FlowCollection): boolean {
  return end[0]?.source !== (start.source === '[' ? ']' : '}');
}

/** A mistake that goes on to the end of its line, as far as that is a value. */
function toLineEnd(mistake: Mistake, start: number, text: string): SyntaxFinding {
  const value = restOfLine(text, start);
  return finding(mistake, start, start + Math.max(value.length, 1), value);
}

function finding(mistake: Mistake, start: number, end: number, text = ''): SyntaxFinding {
  const sign = known(SIGNED.includes(mistake) && /^\W/.test(text) ? text.charAt(0) : '');
  return { code: 'yaml-syntax', args: { mistake, text: quote(text), sign }, range: [start, end] };
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value ? [token.value] : [])];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [
    ...item.start,
    ...(item.key ? [item.key] : []),
    ...(item.sep ?? []),
    ...(item.value ? [item.value] : []),
  ]);
}
