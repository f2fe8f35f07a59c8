import type { Known, Quoted, Show } from '../../privacy/quoted.js';
import { anyOf, entry, quoted } from '../entry.js';

/** What kinds of value a schema knows. */
export type Kind = 'string' | 'integer' | 'boolean' | 'null' | 'object' | 'array';

/** Each kind as one that is wanted. */
const WANTED: Readonly<Record<Kind, string>> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
};

/** Each kind as one that is there, with its text where it has one. */
const FOUND: Readonly<Record<Kind, (text: string) => string>> = {
  string: (text) => `the text ${quoted(text)}`,
  integer: () => 'a number',
  boolean: (text) => `the value ${text}`,
  object: () => 'a map',
  array: () => 'a list',
  null: () => 'empty',
};

export interface WrongKind {
  readonly name: Known;
  readonly found: Kind;
  readonly wanted: readonly Kind[];
  readonly text: Quoted;
}

const BOUNDS: Readonly<Record<string, (limit: number) => string>> = {
  minimum: (n) => `less than ${n}`,
  maximum: (n) => `more than ${n}`,
  minLength: () => 'empty',
  maxLength: (n) => `longer than ${n} characters`,
  minItems: () => 'an empty list',
  maxItems: (n) => `a list of more than ${n} items`,
  minProperties: () => 'an empty map',
  maxProperties: (n) => (n === 1 ? 'more than one key in a map' : `more than ${n} keys in a map`),
};

export interface BadForm {
  readonly value: Quoted;
  /** How a well-formed text looks, to complete "is not …". */
  readonly expected: Known;
  /** What was probably meant. */
  readonly meant?: Quoted;
  /** The country that `meant` takes for granted. */
  readonly guessed?: Quoted;
}

export interface NotAllowed {
  readonly name: Known;
  readonly value: Quoted;
  readonly allowed: readonly Known[];
  readonly nearest?: Known;
}

/** What can be wrong by the schemas in schemas/. */
export const schemaRules = {
  'unknown-key': entry<{ key: Quoted; allowed: readonly Known[]; nearest?: Known }>({
    severity: 'error',
    summary: 'A map has a key that means nothing here.',
    message: (a, show) => `the key ${quoted(show(a.key))} is not known here`,
    hint: (a) =>
      a.nearest === undefined
        ? `Known here: ${anyOf(a.allowed)}.`
        : `Did you mean ${quoted(a.nearest)}? Known here: ${anyOf(a.allowed)}.`,
  }),
  'missing-key': entry<{ key: Known }>({
    severity: 'error',
    summary: 'A map lacks a key that it must have.',
    message: (a) => `the key ${quoted(a.key)} is missing`,
    hint: (a) => `Add ${a.key}: here.`,
  }),
  'wrong-kind': entry<WrongKind>({
    severity: 'error',
    summary: 'A value is of the wrong kind: a list where a text is wanted, a text where a number is.',
    message: (a, show) =>
      `${a.name} is ${FOUND[a.found](show(a.text))}, and must be ${anyOf(a.wanted.map((kind) => WANTED[kind]))}`,
    hint: wrongKindHint,
  }),
  'value-not-allowed': entry<NotAllowed>({
    severity: 'error',
    summary: 'A value is not one of those that its key allows.',
    message: (a, show) => `${a.name} is ${quoted(show(a.value))}, and must be ${anyOf(a.allowed)}`,
    hint: notAllowedHint,
  }),
  'bad-form': entry<BadForm>({
    severity: 'error',
    summary: 'A text does not have the form that its key asks for.',
    message: (a, show) => `${quoted(show(a.value))} is not ${split(a.expected).form}`,
    hint: formHint,
  }),
  'out-of-range': entry<{ name: Known; keyword: Known; limit: number }>({
    severity: 'error',
    summary: 'A number is out of its range, or a text, list or map is too short or too long.',
    message: (a) => `${a.name} is ${(BOUNDS[a.keyword] ?? (() => `against ${a.keyword}`))(a.limit)}`,
    hint: rangeHint,
  }),
  'not-all-checked': entry<{ limit: number }>({
    severity: 'note',
    summary: 'There are so many errors that what follows them was not looked at.',
    message: (a) => `${a.limit} errors or more were found up to here, and what follows was not looked at`,
    hint: () => 'Correct these first; then check again.',
  }),
} as const;

function wrongKindHint({ name, wanted, text }: WrongKind, show: Show): string {
  const written = show(text);
  if (wanted.includes('integer') && /^[0-9]{16,}$/.test(written))
    return 'Write a number that is not so large.';
  if (wanted.includes('integer') && /^[0-9]+$/.test(written))
    return `Write it without quotes or leading zeros: ${name}: ${Number(written)}`;
  if (wanted.includes('boolean')) return 'Write true or false, without quotes.';
  if (wanted.includes('array')) return 'Write a list: one item a line, each behind a hyphen.';
  return `Write ${anyOf(wanted.map((kind) => WANTED[kind]))}.`;
}

function notAllowedHint({ value, allowed, nearest }: NotAllowed, show: Show): string {
  const written = show(value);
  const words: readonly string[] = allowed;
  // A person who wrote no must not be told to write yes.
  if (/^(no|off|false)$/i.test(written) && words.includes('null')) return 'Remove the key, or write null.';
  return words.includes(written)
    ? `Write it without quotes: ${written}`
    : `Write ${nearest ?? anyOf(allowed)}.`;
}

/** A form as schemas word it: `a wait in whole seconds, such as 2s`. */
function split(expected: string): { form: string; example?: string } {
  const [form = expected, example] = expected.split(', such as ');
  return example === undefined ? { form } : { form, example };
}

/** What was meant, where that is plain; else an example. */
function formHint({ expected, meant, guessed }: BadForm, show: Show): string {
  if (meant !== undefined && guessed !== undefined)
    return `If ${show(guessed)} is its country code, write ${quoted(show(meant))}; if not, put the country code before it.`;
  if (meant !== undefined) return `Write ${quoted(show(meant))}.`;
  const { example } = split(expected);
  return example === undefined ? 'Correct the text.' : `For example: ${example}`;
}

function rangeHint({ keyword, limit }: { keyword: string; limit: number }): string {
  if (keyword === 'minimum') return `The least is ${limit}.`;
  return keyword.startsWith('min') ? 'Put something into it.' : `The most is ${limit}.`;
}
