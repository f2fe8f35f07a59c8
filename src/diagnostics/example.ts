/** How to get a finding, and how to get rid of it. */
export interface Example {
  /** What goes wrong without it, or why it is so: one to three sentences. */
  readonly why: string;
  readonly bad: ExampleFiles;
  readonly good: ExampleFiles;
  /** How the bad files are stored, where that is what is bad about them. */
  readonly badEncoding?: 'latin1';
}

/** A plan, or several files by their paths. */
export type ExampleFiles = ExampleText | Readonly<Record<string, ExampleFile>>;

/** A text, or its parts in order where one is repeated so often that nobody wants to read it. */
export type ExampleText = string | readonly (string | Repeated)[];

export type ExampleFile = ExampleText | Link;

export interface Repeated {
  readonly text: string;
  readonly times: number;
}

export interface Link {
  readonly linkTo: string;
}

/** The files of an example by their paths. */
export function filesOf(files: ExampleFiles): Readonly<Record<string, ExampleFile>> {
  return isText(files) ? { 'plans/reminder.yaml': files } : files;
}

/** A text as it is, all of it. */
export function wholeText(text: ExampleText): string {
  return partsOf(text)
    .map((part) => (typeof part === 'string' ? part : part.text.repeat(part.times)))
    .join('');
}

/** A file as it is shown: of what is repeated the beginning, and how often it is there. */
export function shownText(file: ExampleFile): string {
  if (!isText(file)) return `(a link to ${file.linkTo})\n`;
  return partsOf(file)
    .map((part) =>
      typeof part === 'string'
        ? part
        : `${part.text.repeat(3).trimEnd()}… (${part.times} times)${part.text.endsWith('\n') ? '\n' : ''}`,
    )
    .join('');
}

/** Tells a text from a link and from several files. */
export function isText(files: ExampleFiles | ExampleFile): files is ExampleText {
  return typeof files === 'string' || Array.isArray(files);
}

function partsOf(text: ExampleText): readonly (string | Repeated)[] {
  return typeof text === 'string' ? [text] : text;
}

/** What a plan has above its destinations. Nothing is wrong with it. */
export const HEAD = `version: 1
name: reminder
from: "+14152224444"
callbacks:
  answer: https://voice.example.com/answer.xml
  hangup: https://voice.example.com/hangup
`;

/** A plan that calls one destination, which is YAML, with `more` above it. */
export function calling(destination: string, more = ''): string {
  return `${HEAD}${more}destinations:\n  - ${destination}\n`;
}

/** A plan in which nothing is wrong. */
export const FINE = calling('"+14155550101"');
