import { readQuoted, type ReadNested } from './shell-quotes.js';
import { ahead, type Scanner } from './shell-scanner.js';

/** A word of a command, its quotes taken away. */
export interface Word {
  readonly text: string;
  /** What only a shell could fill in, as in `$TO` and `$(…)`. It stands in `text` as it is written. */
  readonly unknown: readonly string[];
}

/** Reads the word that stands next, up to a blank, an operator or `close`. */
export function readWord(scanner: Scanner, nested: ReadNested, close?: string): Word {
  const unknown: string[] = [];
  let word = '';
  /** The word with everything quoted made unrecognisable. */
  let bare = '';
  for (;;) {
    const character = scanner.text[scanner.at];
    if (character === undefined || ' \t\n;&|()>'.includes(character) || character === close) break;
    const quoted = character === '<' ? readPlaceholder(scanner) : readQuoted(scanner, unknown, nested);
    if (quoted === undefined && character === '<') break;
    word += quoted ?? character;
    bare += quoted === undefined ? character : 'q';
    if (quoted === undefined) scanner.at += 1;
  }
  if (hasBraces(bare)) unknown.push('{…}');
  return { text: word, unknown };
}

/** `<auth_id>`, as documentation writes what the reader has to fill in; a shell would read a file. */
export function placeholderAt(scanner: Scanner): string | undefined {
  return /^<[A-Za-z][\w-]{0,60}>/.exec(ahead(scanner))?.[0];
}

function readPlaceholder(scanner: Scanner): string | undefined {
  const placeholder = placeholderAt(scanner);
  scanner.at += placeholder?.length ?? 0;
  return placeholder;
}

/** Whether a shell makes several words of one, as of `{1..3}` and `{a,b}`. */
function hasBraces(bare: string): boolean {
  return (bare.match(/\{[^{}]*\}/g) ?? []).some((braces) => /,|\.\./.test(braces));
}
