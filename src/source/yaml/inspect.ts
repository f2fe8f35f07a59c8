import { CST, Lexer, Parser } from 'yaml';
import { known, quote } from '../../privacy/quoted.js';
import type { Found } from './found.js';

/** Deepest nesting of a document. The plan format needs six levels. */
export const MAX_DEPTH = 64;
/** Most anchors and aliases of a document: a plan has a handful. */
export const MAX_ANCHORS = 1000;
/** Most lines of a document. Counting them costs next to nothing, unlike taking them apart. */
export const MAX_LINES = 400_000;
/** Most lexemes (words, signs, runs of space, line ends) of a document: they take seconds and half a gigabyte. */
export const MAX_LEXEMES = 2_000_000;
/** Longest lexeme, in UTF-16 code units. */
export const MAX_LENGTH = 65_536;
/** Most steps back over blank lines: the parser walks over all of them once for each comment that follows. */
const MAX_STEPS_BACK = 20_000_000;

/** Something about a text that must not be composed. */
export type Danger = Found<
  | 'too-large'
  | 'too-deep'
  | 'too-many-anchors'
  | 'explicit-tag'
  | 'yaml-directive'
  | 'several-documents'
  | 'yaml-syntax'
>;

/** The tokens of a text as far as it was read, and the first danger of each kind, in order. */
export interface Inspected {
  readonly tokens: readonly CST.Token[];
  readonly dangers: readonly Danger[];
}

type Report = (danger: Danger) => void;

/** Looks at a lexeme before it is parsed. false: stop here. */
type Watch = (lexeme: string, start: number) => boolean;

/**
 * Splits a text into tokens, and stops as soon as going on could hang the process or end it beyond any catch: a kilobyte can nest
 * a thousand levels, and a token takes a hundred times the memory of its text. It also stops behind what cannot be parsed at all.
 */
export function inspect(text: string): Inspected {
  const found = new Map<string, Danger>();
  const report: Report = (danger) => {
    if (!found.has(danger.code)) found.set(danger.code, danger);
  };
  const tokens = hasFewLines(text, report) ? tokenize(text, report) : [];
  return { tokens, dangers: [...found.values()].sort((a, b) => a.range[0] - b.range[0]) };
}

function hasFewLines(text: string, report: Report): boolean {
  let start = 0;
  for (let lines = 0; lines < MAX_LINES; lines++) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0 || start === text.length) return true;
  }
  report({ code: 'too-large', args: { what: 'lines', limit: MAX_LINES }, range: [start, start + 1] });
  return false;
}

function tokenize(text: string, report: Report): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const fits = watchSize(report);
  const isPlain = watchMarks(report);
  let inScalar = false;
  let document = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!fits(lexeme, parser.offset)) return tokens;
    if (!inScalar && !isPlain(lexeme, parser.offset)) return tokens;
    // Behind this mark comes a plain or block scalar, whatever its first character.
    inScalar = lexeme === CST.SCALAR;
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      document ||= token.type === 'document';
    }
    if (tokens.at(-1)?.type === 'error') break;
    if (!isShallow(parser.stack, report) || (document && isSecond(parser.stack[0], report))) return tokens;
  }
  tokens.push(...parser.end());
  return tokens;
}

function watchSize(report: Report): Watch {
  let lexemes = 0;
  let gap = 0;
  let gapOpen = true;
  let stepsBack = 0;
  return (lexeme, start) => {
    const first = lexeme[0];
    if (lexeme === '' || first === ' ' || first === '\n' || first === '\r' || first === '\t') {
      if (gapOpen) gap += 1;
    } else if (first === '#') {
      stepsBack += gap;
      gapOpen = false;
    } else if (first === '&' || first === '!') {
      gapOpen = false;
    } else {
      gap = 0;
      gapOpen = true;
    }
    const range = [start, start + 1] as const;
    if (++lexemes > MAX_LEXEMES)
      report({ code: 'too-large', args: { what: 'lexemes', limit: MAX_LEXEMES }, range });
    else if (lexeme.length > MAX_LENGTH)
      report({ code: 'too-large', args: { what: 'text', limit: MAX_LENGTH }, range });
    else if (stepsBack > MAX_STEPS_BACK)
      report({ code: 'too-large', args: { what: 'gaps', limit: MAX_STEPS_BACK }, range });
    else return true;
    return false;
  };
}

function watchMarks(report: Report): Watch {
  let anchors = 0;
  let tags = 0;
  return (lexeme, start) => {
    const range = [start, start + lexeme.length] as const;
    switch (lexeme[0]) {
      case '&':
      case '*':
        if (++anchors > MAX_ANCHORS)
          report({ code: 'too-many-anchors', args: { limit: MAX_ANCHORS }, range });
        return anchors <= MAX_ANCHORS;
      case '!':
        report({ code: 'explicit-tag', args: { tag: quote(lexeme) }, range });
        return ++tags < MAX_ANCHORS;
      case '%':
        if (!/^%YAML[ \t]+1\.2[ \t]*$/.test(lexeme))
          report({ code: 'yaml-directive', args: { directive: quote(lexeme.trim()) }, range });
        return true;
      case '"':
      case "'":
        if (isClosed(lexeme)) return true;
        report({
          code: 'yaml-syntax',
          args: { mistake: 'open-quote', text: quote(lexeme[0]), sign: known(lexeme[0]) },
          range: [start, start + 1],
        });
        return false;
      default:
        return true;
    }
  };
}

/** Whether a quoted lexeme ends with its own quote. The library lets `"a\\"` and `'a''` pass. */
function isClosed(lexeme: string): boolean {
  const last = lexeme.length - 1;
  if (last === 0 || lexeme[last] !== lexeme[0]) return false;
  const escape = lexeme[0] === '"' ? '\\' : "'";
  let escapes = 0;
  while (last - 1 - escapes > 0 && lexeme[last - 1 - escapes] === escape) escapes += 1;
  return escapes % 2 === 0;
}

function isShallow(stack: readonly CST.Token[], report: Report): boolean {
  const top = stack.at(-1);
  if (!top || stack.length <= MAX_DEPTH + 1) return true;
  report({ code: 'too-deep', args: { limit: MAX_DEPTH }, range: [top.offset, top.offset + 1] });
  return false;
}

function isSecond(bottom: CST.Token | undefined, report: Report): boolean {
  if (bottom?.type !== 'document') return false;
  report({ code: 'several-documents', args: {}, range: [bottom.offset, bottom.offset + 3] });
  return true;
}
