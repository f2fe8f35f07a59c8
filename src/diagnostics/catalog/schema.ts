import { anyOf, entry, quoted } from '../entry.js';

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
};

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
  readonly name: string;
  readonly value: string;
  /** How a well-formed text looks, to complete "is not …". */
  readonly expected: string;
  /** Which form that is, by the schema's keyword `x-form`. */
  readonly form?: string;
  /** What was probably meant. */
  readonly meant?: string;
  /** The country that `meant` takes for granted. */
  readonly guessed?: string;
}

/** What can be wrong by the schemas in schemas/. */
export const schemaRules = {
  'unknown-key': entry<{ key: string; allowed: readonly string[]; nearest?: string }>({
    severity: 'error',
    summary: 'A map has a key that means nothing here.',
    message: (a) => `the key ${quoted(a.key)} is not known here`,
    hint: (a) =>
      a.nearest === undefined
        ? `Known here: ${anyOf(a.allowed)}.`
        : `Did you mean ${quoted(a.nearest)}? Known here: ${anyOf(a.allowed)}.`,
  }),
  'missing-key': entry<{ key: string }>({
    severity: 'error',
    summary: 'A map lacks a key that it must have.',
    message: (a) => `the key ${quoted(a.key)} is missing`,
    hint: (a) => `Add ${a.key}: here.`,
  }),
  'wrong-kind': entry<{ name: string; found: string; wanted: readonly string[]; text: string }>({
    severity: 'error',
    summary: 'A value is of the wrong kind: a list where a text is wanted, a text where a number is.',
    message: (a) =>
      `${a.name} is ${a.found}${a.found === 'the text' ? ` ${quoted(a.text)}` : ''}, and must be ${anyOf(kindsIn(a.wanted))}`,
    hint: (a) => wrongKindHint(a),
  }),
  'value-not-allowed': entry<{ name: string; value: string; allowed: readonly string[]; nearest?: string }>({
    severity: 'error',
    summary: 'A value is not one of those that its key allows.',
    message: (a) => `${a.name} is ${quoted(a.value)}, and must be ${anyOf(a.allowed)}`,
    hint: (a) =>
      // Whoever says no must not be told to say yes.
      /^(no|off|false)$/i.test(a.value) && a.allowed.includes('null')
        ? 'Remove the key, or write null.'
        : a.allowed.includes(a.value)
          ? `Write it without quotes: ${a.value}`
          : `Write ${a.nearest ?? anyOf(a.allowed)}.`,
  }),
  'bad-form': entry<BadForm>({
    severity: 'error',
    summary: 'A text does not have the form that its key asks for.',
    message: (a) => `${quoted(a.value)} is not ${split(a.expected).form}`,
    hint: (a) => formHint(a),
  }),
  'out-of-range': entry<{ name: string; value: string; keyword: string; limit: number }>({
    severity: 'error',
    summary: 'A number is out of its range, or a text, list or map is too short or too long.',
    message: (a) => `${a.name} is ${(BOUNDS[a.keyword] ?? (() => `against ${a.keyword}`))(a.limit)}`,
    hint: (a) => rangeHint(a),
  }),
  'not-all-checked': entry<{ limit: number }>({
    severity: 'note',
    summary: 'There are so many errors that what follows them was not looked at.',
    message: (a) => `${a.limit} errors or more were found up to here, and what follows was not looked at`,
    hint: () => 'Correct these first; then check again.',
  }),
} as const;

function kindsIn(kinds: readonly string[]): string[] {
  return kinds.map((kind) => KINDS[kind] ?? kind);
}

function wrongKindHint(a: { name: string; wanted: readonly string[]; text: string }): string {
  if (a.wanted.includes('integer') && /^[0-9]{16,}$/.test(a.text))
    return 'Write a number that is not so large.';
  if (a.wanted.includes('integer') && /^[0-9]+$/.test(a.text))
    return `Write it without quotes or leading zeros: ${a.name}: ${Number(a.text)}`;
  if (a.wanted.includes('boolean')) return 'Write true or false, without quotes.';
  if (a.wanted.includes('array')) return 'Write a list: one item a line, each behind a hyphen.';
  return `Write ${anyOf(kindsIn(a.wanted))}.`;
}

/** A form as schemas word it: `a wait in whole seconds, such as 2s`. */
function split(expected: string): { form: string; example?: string } {
  const [form = expected, example] = expected.split(', such as ');
  return example === undefined ? { form } : { form, example };
}

/** What was meant, where that is plain; else an example. */
function formHint(a: { expected: string; meant?: string; guessed?: string }): string {
  const { expected, meant, guessed } = a;
  if (meant !== undefined && guessed !== undefined)
    return `If ${guessed} is its country code, write ${quoted(meant)}; if not, put the country code before it.`;
  if (meant !== undefined) return `Write ${quoted(meant)}.`;
  const { example } = split(expected);
  return example === undefined ? 'Correct the text.' : `For example: ${example}`;
}

function rangeHint({ keyword, limit }: { keyword: string; limit: number }): string {
  if (keyword === 'minimum') return `The least is ${limit}.`;
  return keyword.startsWith('min') ? 'Put something into it.' : `The most is ${limit}.`;
}
