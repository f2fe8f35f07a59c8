import type { Known, Quoted } from '../../privacy/quoted.js';
import { entry, quoted } from '../entry.js';
import { wordsFor, type Mistake } from '../yaml-mistakes.js';

export interface YamlMistake {
  readonly mistake: Mistake;
  /** What is written at its place, where the message needs it. */
  readonly text: Quoted;
  /** The character of YAML's own that it is about, such as a bracket; empty where it is about none. */
  readonly sign: Known;
}

const SIZES: Readonly<Record<string, (limit: number) => string>> = {
  file: (n) => `the file is larger than ${n / 1024 / 1024} MiB`,
  lines: (n) => `the file has more than ${n.toLocaleString('en')} lines`,
  lexemes: (n) => `the file has more than ${n.toLocaleString('en')} words, signs and spaces`,
  text: (n) => `a word, a text or a comment is longer than ${n.toLocaleString('en')} characters`,
  gaps: () => 'far too many blank lines stand above comments',
};

/** What can be wrong with a file before anybody asks what it means. */
export const yamlRules = {
  'too-large': entry<{ what: 'file' | 'lines' | 'lexemes' | 'text' | 'gaps'; limit: number }>({
    severity: 'error',
    summary: 'The file, or a single text in it, is larger than a plan or a settings file may be.',
    message: (a) => SIZES[a.what]?.(a.limit) ?? '',
    hint: (a) =>
      a.what === 'text' || a.what === 'gaps' ? 'Remove what no plan needs.' : 'Split it into several plans.',
  }),
  'control-character': entry<{ character: Known }>({
    severity: 'error',
    summary: 'The file has a control character, or one that ends lines or reorders text for other readers.',
    message: (a) => `the character ${nameOf(a.character)} has no place here`,
    hint: (a) => controlHint(a.character),
  }),
  'tab-indent': entry<{ others: number }>({
    severity: 'error',
    summary: 'A tab stands in the indentation of a line.',
    message: () => 'lines are indented with spaces, and here stands a tab',
    hint: (a) =>
      a.others === 0
        ? 'Replace the tab by spaces.'
        : `Replace the tab by spaces, here and in ${a.others === 1 ? 'another line' : `${a.others} other lines`}.`,
  }),
  'not-utf8': entry({
    severity: 'error',
    summary: 'The file is not UTF-8 text.',
    message: () => 'the file is not valid UTF-8',
    hint: () => 'Save it as UTF-8.',
  }),
  'yaml-syntax': entry<YamlMistake>({
    severity: 'error',
    summary: 'The text is not valid YAML.',
    message: (a, show) => wordsFor(a.mistake).message(show(a.text), a.sign),
    hint: (a, show) => wordsFor(a.mistake).hint(show(a.text), a.sign),
  }),
  'empty-document': entry({
    severity: 'error',
    summary: 'The file holds nothing but space and comments.',
    message: () => 'the file is empty',
    hint: () =>
      'Bring back what was in it. A new plan starts with `version: 1`; settings that say nothing are written {}.',
  }),
  'yaml-directive': entry<{ directive: Quoted }>({
    severity: 'error',
    summary: 'A directive other than %YAML 1.2 would change how the file is read.',
    message: (a, show) => `the directive ${quoted(show(a.directive))} is not supported`,
    hint: () => 'Remove the line; plans are YAML 1.2.',
  }),
  'several-documents': entry({
    severity: 'error',
    summary: 'The file holds more than one YAML document.',
    message: () => 'a second YAML document starts here',
    hint: () =>
      'Move it to a file of its own, since a file is one plan; or remove the separator (--- or ...)',
  }),
  'too-deep': entry<{ limit: number }>({
    severity: 'error',
    summary: 'The document is nested far deeper than any plan.',
    message: (a) => `the document is nested deeper than ${a.limit} levels`,
    hint: () => 'Remove brackets or indentation; a plan needs six levels.',
  }),
  'explicit-tag': entry<{ tag: Quoted }>({
    severity: 'error',
    summary: 'A YAML tag such as !!str asks for a type that the schema already decides.',
    message: (a, show) => `the tag ${quoted(show(a.tag))} is not supported`,
    hint: (a, show) =>
      show(a.tag).startsWith('!!')
        ? 'Remove it: values are read as written.'
        : `If it is a text, put it in quotes: ${quoted(show(a.tag))}. Otherwise remove it: values are read as written.`,
  }),
  'too-many-anchors': entry<{ limit: number }>({
    severity: 'error',
    summary: 'The document has far more anchors and aliases than any plan.',
    message: (a) => `the document has more than ${a.limit} anchors and aliases`,
    hint: () => "Say what is common once, in the plan's own defaults.",
  }),
  'unknown-alias': entry<{ name: Quoted }>({
    severity: 'error',
    summary: 'An alias names no anchor above it; often a text that starts with * and lacks quotes.',
    message: (a, show) =>
      `*${show(a.name)} is read as a YAML alias, and no anchor &${show(a.name)} stands above it`,
    hint: (a, show) => `If it is a text, put it in quotes: ${quoted(`*${show(a.name)}`)}`,
  }),
  'anchor-alone': entry<{ name: Quoted }>({
    severity: 'error',
    summary: 'An anchor has no value behind it; often a text that starts with & and lacks quotes.',
    message: (a, show) => `&${show(a.name)} is read as a YAML anchor, and no value stands behind it`,
    hint: (a, show) => `If it is a text, put it in quotes: ${quoted(`&${show(a.name)}`)}`,
  }),
  'unquoted-text': entry<{ text: Quoted; seen: Quoted }>({
    severity: 'warning',
    summary:
      'A text has no quotes, and other YAML readers would take it for a number, a date, true or nothing.',
    message: (a, show) =>
      `${short(show(a.text))} is read as a text here, while editors and other YAML readers see ${show(a.seen)}`,
    hint: (a, show) => `Put it in quotes: ${quoted(show(a.text))}`,
  }),
  'swallowed-text': entry<{ comment: Quoted; whole?: Quoted }>({
    severity: 'warning',
    summary: 'What follows a value looks like a part of it, but a # behind a space starts a comment.',
    message: (a, show) => `${short(show(a.comment))} is a comment, and not a part of the value`,
    hint: (a, show) =>
      a.whole === undefined
        ? 'Put a space behind the #; or, if it belongs to the value, put the whole value in quotes.'
        : `If it belongs to the value, write ${quoted(show(a.whole))}; if it is a comment, put a space behind the #.`,
  }),
  'swallowed-value': entry<{ comment: Quoted; whole?: Quoted }>({
    severity: 'error',
    summary: 'A key has no value, because what follows starts with # and is a comment.',
    message: (a, show) => `${short(show(a.comment))} is a comment, so there is no value here`,
    hint: (a, show) =>
      `If it is the value, put it in quotes: ${quoted(show(a.whole ?? a.comment))}. If it is a comment, put a space behind the #.`,
  }),
  'alias-loop': entry<{ name: Quoted }>({
    severity: 'error',
    summary: 'An alias stands inside what it refers to.',
    message: (a, show) => `*${show(a.name)} stands inside the very value it refers to`,
    hint: () => 'Write the value out.',
    related: 'the anchor is here',
  }),
  'alias-bomb': entry<{ limit: number }>({
    severity: 'error',
    summary: 'Aliases unfold the document into an enormous one.',
    message: (a) => `aliases repeat more than ${a.limit} values`,
    hint: () => 'Write the values out; a plan has no use for aliases of aliases of aliases.',
  }),
  'key-not-text': entry({
    severity: 'error',
    summary: 'A key is a list, a map or an alias.',
    message: () => 'a key must be a plain word',
    hint: () => 'Write the key out as text; a text that starts with { or [ needs quotes.',
  }),
  'duplicate-key': entry<{ key: Quoted }>({
    severity: 'error',
    summary: 'A map has the same key twice.',
    message: (a, show) => `the key ${quoted(show(a.key))} stands here a second time`,
    hint: () => 'Keep one of the two.',
    related: 'first used here',
  }),
  'merge-not-map': entry({
    severity: 'error',
    summary: 'A merge key (<<) is given something other than a map or a list of maps.',
    message: () => 'only a map can be merged with <<',
    hint: () => 'Refer to a map, such as <<: *defaults where defaults is a map.',
  }),
} as const;

const CONTROLS: Readonly<Record<string, string>> = {
  '\u0000': 'Save the file as UTF-8: it looks like UTF-16, or like no text at all.',
  '\r': 'Save the file with the line ends LF or CRLF: a carriage return alone ends no line here, but does elsewhere.',
  '\u0085': 'Replace it by a line end: some YAML readers begin a new line here, and others do not.',
  '\u2028': 'Replace it by a line end: some YAML readers begin a new line here, and others do not.',
  '\u2029': 'Replace it by a line end: some YAML readers begin a new line here, and others do not.',
  '\ufeff': 'Remove it: a byte order mark belongs at the beginning of a file alone.',
};

/** A word as it stands, never longer than a line can hold. */
function short(word: string): string {
  return word.length > 60 ? `${word.slice(0, 59)}…` : word;
}

function controlHint(character: string): string {
  if (/[\u202a-\u202e\u2066-\u2069]/.test(character))
    return 'Remove it: it makes a text look other than it is read.';
  return CONTROLS[character] ?? 'Remove it.';
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
