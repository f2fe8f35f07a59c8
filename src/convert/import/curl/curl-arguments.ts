import { curlOption, type Meaning } from './curl-options.js';
import type { Word } from './shell-words.js';

/** An option of one curl command and its value; an address alone has the meaning `url`. */
export interface Argument {
  readonly meaning: Meaning;
  /** As it was written, with its hyphens. */
  readonly option: string;
  readonly value: Word;
  /** Why it makes the request impossible to import. */
  readonly reason?: string;
}

const NO_VALUE: Word = { text: '', unknown: [] };

/** The arguments of a curl command, its name left out, or why they cannot be told apart. A reason holds no values of theirs. */
export function readArguments(words: readonly Word[]): readonly Argument[] | { readonly refused: string } {
  const found: Argument[] = [];
  const waiting = words.values();
  let optionsEnd = false;
  for (const word of waiting) {
    if (optionsEnd || word.text === '-' || !word.text.startsWith('-')) {
      found.push({ meaning: 'url', option: '', value: word });
      continue;
    }
    if (word.text === '--') {
      optionsEnd = true;
      continue;
    }
    for (const { option, name, joined } of optionsOf(word)) {
      const known = curlOption(name);
      if (!known) return { refused: `it has the option ${option}, which is not known here` };
      const value = known.takesValue ? (joined ?? waiting.next().value) : NO_VALUE;
      if (!value) return { refused: `${option} has no value` };
      const { meaning, reason } = known;
      found.push({ meaning, option, value, ...(reason !== undefined && { reason: `${option} ${reason}` }) });
    }
  }
  return found;
}

interface OptionName {
  readonly option: string;
  readonly name: string;
  readonly joined?: Word;
}

/** `--name`, `--name=value`, or letters of which the first that takes a value takes what follows it. */
function optionsOf({ text, unknown }: Word): OptionName[] {
  if (text.startsWith('--')) {
    const [, name = '', value] = /^--([^=]*)(?:=([^]*))?$/.exec(text) ?? [];
    const option = `--${name.slice(0, 30)}`;
    return [{ option, name, ...(value !== undefined && { joined: { text: value, unknown } }) }];
  }
  const names: OptionName[] = [];
  for (let index = 1; index < text.length; index++) {
    const name = text[index] ?? '';
    const rest = text.slice(index + 1);
    const takesRest = curlOption(name)?.takesValue === true && rest !== '';
    names.push({ option: `-${name}`, name, ...(takesRest && { joined: { text: rest, unknown } }) });
    if (takesRest || !curlOption(name)) break;
  }
  return names;
}
