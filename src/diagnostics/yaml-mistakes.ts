import { quoted } from './entry.js';

/** What to say of one mistake. `text` is what is at its place; `sign` is the character of YAML's own that it is about. */
interface Words {
  readonly message: (text: string, sign: string) => string;
  readonly hint: (text: string, sign: string) => string;
}

const words = (message: string, hint: string): Words => ({ message: () => message, hint: () => hint });

/** The ways in which YAML is commonly got wrong. */
const mistakes = {
  conflict: words(
    'this is a git conflict marker',
    'Keep the lines of one side or of both, and remove the markers.',
  ),
  'list-indent': words(
    'this list item lines up with no list above it',
    'Give every hyphen of a list the same indentation, and no keys between them.',
  ),
  'key-indent': words(
    'this line does not line up with those above it',
    'Give all keys of a map the same indentation.',
  ),
  'deeper-line': words(
    'this line is indented deeper than the one above it, which has a value already',
    'Give both the same indentation; or, if this belongs to the key above, remove the value there.',
  ),
  'second-colon': {
    message: () => 'a second `key: value` cannot stand on one line with a key',
    hint: (text) =>
      `If it is a text, put it in quotes: ${quoted(text)}. If it is a map, start it on the next line.`,
  },
  'no-colon': words(
    'this line is neither `key: value` nor an item of a list',
    'Write a colon and a space behind a key, and a hyphen and a space before an item.',
  ),
  'list-on-line': words(
    'a list cannot start on the line of its key',
    'Start it on the next line, or write it in brackets: [a, b].',
  ),
  'open-quote': {
    message: () => 'this quote is never closed',
    hint: (_, sign) =>
      sign === '"'
        ? 'Close it on the same line; a quote inside the text is written \\".'
        : "Close it on the same line; an apostrophe inside the text is written twice: 'it''s'.",
  },
  'after-value': words(
    'this cannot stand behind the value before it',
    'Put the whole value in double quotes; or, in a list or map in brackets, add the missing comma.',
  ),
  'open-bracket': {
    message: (_, sign) => `this ${sign} is never closed`,
    hint: (_, sign) => `Add ${closing(sign)} where it ends, and indent its lines deeper than its key.`,
  },
  'bracket-in-comment': {
    message: (_, sign) => `a comment hides the ${closing(sign)} that would close this ${sign}`,
    hint: () => 'A # behind a space starts a comment; put a text that has one in quotes.',
  },
  'lone-bracket': {
    message: (_, sign) => `this ${sign} closes nothing`,
    hint: () => 'Remove it; or, if it belongs to a text, put the text in quotes.',
  },
  'lone-comma': words(
    'nothing stands before this comma',
    'Remove the comma; or put a text that has one in quotes.',
  ),
  'no-comma': words('a comma is missing before this', 'Add it; or put a text that has spaces in quotes.'),
  'value-start': {
    message: (_, sign) => `without quotes a text cannot start with ${sign}`,
    hint: (text) => `Put it in quotes: ${quoted(text)}`,
  },
  'no-name': {
    message: (_, sign) =>
      sign === '&'
        ? 'a & is read as the start of a YAML anchor, and this one has no name'
        : 'a * is read as the start of a YAML alias, and this one has no name',
    hint: (text) => `If it is a text, put it in quotes: ${quoted(text)}`,
  },
  escape: {
    message: (text) => `${text} means nothing in double quotes`,
    hint: () => 'Write \\\\ for a backslash; or use single quotes, in which a backslash is a backslash.',
  },
  'comment-space': words(
    'a comment needs a space before its #',
    'Add the space; or, if it belongs to the text, move it inside the quotes.',
  ),
  'block-header': {
    message: (_, sign) => `behind ${sign} the line must end`,
    hint: (text) => `Start the text on the next line; or put it in quotes: ${quoted(text)}`,
  },
  'directive-end': words('a line --- is missing between the %YAML line and this', 'Remove the %YAML line.'),
  other: {
    message: (text) => `this is not valid YAML: ${text}`,
    hint: () => 'Check the indentation, and put values with special characters in double quotes.',
  },
} satisfies Readonly<Record<string, Words>>;

export type Mistake = keyof typeof mistakes;

/** The words for a mistake. */
export function wordsFor(mistake: Mistake): Words {
  return mistakes[mistake];
}

function closing(bracket: string): string {
  return bracket === '[' ? ']' : '}';
}
