import { Composer, Parser, type CST, type ParsedNode } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { inspect } from './inspect.js';
import { placesOf, type SourceText } from './text.js';

/** The tree of a YAML text, or why there is none. Syntax errors leave `contents` undefined: half a plan is no plan. */
export interface ParsedYaml {
  readonly contents: ParsedNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses one YAML 1.2 document with every scalar left as text. The tokens are inspected first, since composing a hostile tree
 * (deep nesting, thousands of tags) can hang the process or end it beyond any catch.
 */
export function parseYaml(source: SourceText): ParsedYaml {
  const tokens: CST.Token[] = [...new Parser().parse(source.text)];
  const span = placesOf(source);
  const dangers = inspect(tokens).map(({ code, args, start, end }): Diagnostic => {
    return { code, args, span: span(start, end) } as Diagnostic;
  });
  if (dangers.length > 0) return { contents: undefined, diagnostics: dangers };

  const [document] = [...composer().compose(tokens, true, source.text.length)];
  const diagnostics = (document?.errors ?? []).map((error): Diagnostic => {
    const place = span(error.pos[0], error.pos[1]);
    if (error.code === 'NON_STRING_KEY') return { code: 'key-not-text', args: {}, span: place };
    return { code: 'yaml-syntax', args: { problem: error.message }, span: place };
  });
  const contents = document?.contents ?? undefined;
  return { contents: diagnostics.length > 0 ? undefined : contents, diagnostics };
}

/**
 * failsafe: every scalar stays text, so that +1415… keeps its plus. uniqueKeys off: that check is quadratic, decode.ts has a
 * linear one. stringKeys: without it a kilobyte of `? ? ?` takes minutes.
 */
function composer(): Composer {
  return new Composer({
    schema: 'failsafe',
    stringKeys: true,
    uniqueKeys: false,
    version: '1.2',
    prettyErrors: false,
  });
}
