import type { Known, Quoted } from '../../privacy/quoted.js';
import { entry, quoted } from '../entry.js';

const MISTAKES = {
  'open-quote': {
    message: 'this quote is never closed, or its cell is longer than a row may be',
    hint: 'Close it behind the text; a quote that belongs to the text is written twice: "".',
  },
  'behind-quote': {
    message: 'between the closing quote and the next comma something stands',
    hint: 'Put all of the cell in quotes; a quote that belongs to the text is written twice: "".',
  },
  'quote-inside': {
    message: 'a quote stands within a cell that does not begin with one',
    hint: 'Put all of the cell in quotes, and write the quote that belongs to the text twice: "".',
  },
  'not-json': {
    message: 'this line is not JSON',
    hint: 'Write one JSON object a line: {"to": "+14155550101", "name": "Ada"}',
  },
  'not-map': {
    message: 'this line is not a JSON object',
    hint: 'Write one JSON object a line: {"to": "+14155550101", "name": "Ada"}',
  },
} as const;

const LIMITS = {
  file: 'the file is larger than',
  line: 'this line is longer than',
  lines: 'there are more lines than',
  columns: 'there are more columns than',
  rows: 'there are more rows than',
  cells: 'all rows together have more cells than',
} as const;

/** What can be wrong with a list file, and with the way in which a plan names it. */
export const listRules = {
  'list-missing': entry<{ file: Quoted; similar?: Quoted }>({
    severity: 'error',
    summary: 'There is no list file of the name that a plan gives.',
    message: (a, show) => `there is no ${show(a.file)}`,
    hint: (a, show) =>
      a.similar === undefined
        ? 'The path starts at the folder of the plan.'
        : `Did you mean ${quoted(show(a.similar))}?`,
  }),
  'list-unreadable': entry<{ file: Quoted; problem: Quoted }>({
    severity: 'error',
    summary: 'A list file cannot be read, is no regular file, or lies outside the repository.',
    message: (a, show) => `${show(a.file)} cannot be read: ${show(a.problem)}`,
    hint: () => 'Name a regular file inside the repository that you may read.',
  }),
  'list-too-large': entry<{ what: keyof typeof LIMITS; limit: number }>({
    severity: 'error',
    summary: 'A list file has too many bytes, lines, rows, columns or cells, or a line that is too long.',
    message: (a) =>
      `${LIMITS[a.what]} ${a.limit.toLocaleString('en')}${a.what === 'file' || a.what === 'line' ? ' bytes' : ''}`,
    hint: (a) =>
      a.what === 'rows' || a.what === 'file' || a.what === 'lines'
        ? 'Divide it into several lists, each with a plan of its own.'
        : 'Leave out what the plan does not use.',
  }),
  'list-syntax': entry<{ mistake: keyof typeof MISTAKES }>({
    severity: 'error',
    summary: 'A list file is not CSV as RFC 4180 has it, or not JSON Lines.',
    message: (a) => MISTAKES[a.mistake].message,
    hint: (a) => MISTAKES[a.mistake].hint,
  }),
  'list-columns': entry<{ found: number; expected: number }>({
    severity: 'error',
    summary: 'A row has more or fewer cells than the header has columns.',
    message: (a) => `this row has ${cells(a.found)}, and the header has ${a.expected}`,
    hint: (a) =>
      a.found > a.expected
        ? 'Put a cell that has a comma in double quotes.'
        : 'Write a comma for each cell, also for an empty one.',
  }),
  'list-column-missing': entry<{ similar?: Quoted; separator?: ';' | '\t' | '|' }>({
    severity: 'error',
    summary: 'A list has no column `to`, or a line of it does not say whom to call.',
    message: () => 'the column `to` is missing, which says whom to call',
    hint: (a, show) =>
      a.separator === undefined
        ? a.similar === undefined
          ? 'Name the columns in the first line: to,name'
          : `Call the column ${quoted(show(a.similar))} to.`
        : `Separate the columns by commas rather than by ${quoted(a.separator)}.`,
  }),
  'list-column-name': entry<{ name?: Quoted; usable?: Quoted }>({
    severity: 'error',
    summary: 'A column has no name, or one that cannot stand in {{ and }}.',
    message: (a, show) =>
      a.name === undefined ? 'this column has no name' : `${quoted(show(a.name))} cannot be a column's name`,
    hint: (a, show) =>
      `A name has letters, digits and underscores and starts with a letter${a.usable === undefined ? '.' : `, such as ${show(a.usable)}.`}`,
  }),
  'list-column-repeated': entry<{ name: Quoted }>({
    severity: 'error',
    summary: 'Two columns of a list have the same name.',
    message: (a, show) => `the column ${quoted(show(a.name))} is there a second time`,
    hint: () => 'Give each column a name of its own.',
    related: 'first here',
  }),
  'list-value': entry<{ name: Known; kind: 'number' | 'boolean' | 'null' | 'nested'; text: Quoted }>({
    severity: 'error',
    summary: 'A value in a list of JSON Lines is not a text.',
    message: (a) => `${a.name} is ${a.kind === 'null' ? 'null' : VALUES[a.kind]}, and must be a text`,
    hint: (a, show) => {
      if (a.kind === 'number')
        return `Write it in quotes: ${quoted(show(a.text))}. A number would lose a plus and zeros.`;
      return a.kind === 'nested' ? 'Give each part a column of its own.' : 'Write a text in double quotes.';
    },
  }),
  'list-empty': entry({
    severity: 'warning',
    summary: 'A list file has no rows.',
    message: () => 'this list calls nobody: it has no rows',
    hint: () => 'Write a row for each call, or remove the list from the plan.',
  }),
} as const;

const VALUES = { number: 'a number', boolean: 'true or false', nested: 'a list or a map' } as const;

function cells(n: number): string {
  return `${n} ${n === 1 ? 'cell' : 'cells'}`;
}
