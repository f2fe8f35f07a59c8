import { Composer, type CST, type ParsedNode } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { findControlCharacters } from './control.js';
import type { SourceText } from '../files/text.js';
import { placed, type Found } from './found.js';
import { inspect } from './inspect.js';
import { placesInUnparsed } from './secrets.js';
import { explainSyntax, type SyntaxProblem } from './syntax.js';

/** The tree of a YAML text, or why there is none. Syntax errors leave `contents` undefined: half a plan is no plan. */
export interface ParsedYaml {
  readonly contents: ParsedNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Most problems of the library that are kept: a hostile file has a million. */
const MAX_PROBLEMS = 1000;

/**
 * Parses one YAML 1.2 document with every scalar left as text. The tokens are inspected first, since composing a hostile tree
 * (deep nesting, thousands of tags) can hang the process or end it beyond any catch.
 */
export function parseYaml(source: SourceText): ParsedYaml {
  const { text } = source;
  const controls = findControlCharacters(text);
  if (controls.length > 0) return failed(controls, source);
  const { tokens, dangers } = inspect(text);
  if (dangers.length > 0) return failed(dangers, source);
  const { contents, problems } = compose(tokens, text.length);
  return problems.length > 0
    ? failed(explainSyntax(problems, text, tokens), source)
    : { contents, diagnostics: [] };
}

function failed(found: readonly Found[], source: SourceText): ParsedYaml {
  const placeOf = placesInUnparsed(source);
  return { contents: undefined, diagnostics: found.map((problem) => placed(problem, placeOf)) };
}

function compose(
  tokens: readonly CST.Token[],
  length: number,
): { contents: ParsedNode | undefined; problems: SyntaxProblem[] } {
  const problems: SyntaxProblem[] = [];
  const [document] = [...createComposer(problems).compose(tokens.filter(isSound), true, length)];
  for (const token of tokens)
    if (token.type === 'error')
      problems.push({
        code: 'UNEXPECTED_TOKEN',
        message: token.message,
        start: token.offset,
        end: token.offset + token.source.length,
      });
  return { contents: document?.contents ?? undefined, problems };
}

function isSound(token: CST.Token): boolean {
  return token.type !== 'error';
}

/**
 * failsafe: every scalar stays text, so that +1415… keeps its plus. uniqueKeys off: that check is quadratic, decode.ts has a
 * linear one. stringKeys: without it a kilobyte of `? ? ?` takes minutes. The library would make an Error of each problem, which
 * for a million of them takes minutes and gigabytes too.
 */
function createComposer(problems: SyntaxProblem[]): Composer {
  const composer = new Composer({
    schema: 'failsafe',
    stringKeys: true,
    uniqueKeys: false,
    version: '1.2',
    prettyErrors: false,
  });
  const onError = (place: Place, code: string, message: string, warning?: boolean): void => {
    if (warning !== true && problems.length < MAX_PROBLEMS)
      problems.push({ code, message, ...rangeOf(place) });
  };
  Object.assign(composer, { onError });
  return composer;
}

type Place = number | readonly number[] | { readonly offset: number; readonly source?: unknown };

function rangeOf(place: Place): { start: number; end: number } {
  if (typeof place === 'number') return { start: place, end: place + 1 };
  if ('offset' in place) {
    const length = typeof place.source === 'string' ? place.source.length : 1;
    return { start: place.offset, end: place.offset + length };
  }
  const [start = 0, end = start + 1] = place;
  return { start, end };
}
