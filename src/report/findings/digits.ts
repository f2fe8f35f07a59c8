import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { lineStarts, type SourceLines, type SourceText } from '../../source/files/text.js';
import { extentsUnder, type Extent } from '../../source/yaml/values-under.js';
import { linesOf, type LineOf } from './source-lines.js';

const HIDDEN = '•••';

/** What digits are written under, or the values of variables that may become digits. */
const KEYS = ['digits', 'send', 'press', 'send_digits', 'vars'];
const SETTINGS = KEYS.filter((key) => key !== 'vars');

/** Such a key within a text that was meant to be more than a text. */
const MENTIONED = new RegExp(`\\b(?:${KEYS.join('|')})\\b["']?[\\s:=]+\\S`);

/** The longest line that is quoted, in UTF-16 code units. */
const MAX_LINE = 4096;

/** Facts of a finding that quote what is written in the plan or the list. */
const QUOTING = ['text', 'value', 'meant', 'guessed', 'seen', 'comment', 'whole', 'tag', 'key'];
const NAMED_BY_TEXT = ['unknown-alias', 'anchor-alone'];

/** Whether digits may stand in a part of a line; columns count from 1, the second one is exclusive. */
type IsDigits = (file: string, line: number, from: number, to: number) => boolean;

type Sources = readonly (SourceText | SourceLines)[];

/**
 * Makes a finding one for those who may not have the plan: what it quotes is masked where it stands for digits that are sent, which may
 * be a PIN, or in a list's row.
 */
export function digitsHider(sources: Sources): (diagnostic: Diagnostic) => Diagnostic {
  const isDigits = digitsIn(sources);
  return (diagnostic) => {
    const isAbout = isAboutDigits(diagnostic, isDigits);
    const quoting = NAMED_BY_TEXT.includes(diagnostic.code) ? [...QUOTING, 'name'] : QUOTING;
    const isHidden = (name: string, value: unknown): boolean =>
      quoting.includes(name) && typeof value === 'string' && (isAbout || MENTIONED.test(value));
    const args = Object.entries(diagnostic.args as Readonly<Record<string, unknown>>);
    if (!args.some(([name, value]) => isHidden(name, value))) return diagnostic;
    const shown = args.map(([name, value]) => [name, isHidden(name, value) ? HIDDEN : value]);
    return { ...diagnostic, args: Object.fromEntries(shown) as never };
  };
}

/** Gives no line that may hold digits: none of a list, whose cells may become digits, and none that is too long to tell. */
export function quotableLines(sources: Sources): LineOf {
  const lineOf = linesOf(sources);
  const isDigits = digitsIn(sources);
  return (file, line) => {
    const text = lineOf(file, line);
    if (text === undefined || text.length > MAX_LINE || isList(file) || MENTIONED.test(text))
      return undefined;
    return isDigits(file, line, 1, text.length + 1) ? undefined : text;
  };
}

function isAboutDigits({ args, span }: Diagnostic, isDigits: IsDigits): boolean {
  const { name, setting } = args as { readonly name?: unknown; readonly setting?: unknown };
  if (typeof setting === 'string') return SETTINGS.includes(setting);
  if (typeof name === 'string' && SETTINGS.includes(name)) return true;
  if (isList(span.file)) return name !== 'to' && name !== 'id';
  return isDigits(span.file, span.start.line, span.start.column, span.start.column);
}

interface Digits {
  readonly starts: readonly number[];
  readonly extents: readonly Extent[];
}

/** Each report asks for the same texts. */
const known = new WeakMap<SourceText, Digits>();

function digitsIn(sources: Sources): IsDigits {
  const texts = new Map(sources.flatMap((source) => ('text' in source ? [[source.file, source]] : [])));
  return (file, line, from, to) => {
    const source = texts.get(file);
    if (source === undefined || isRecord(file)) return false;
    const { starts, extents } = digitsOf(source);
    const start = starts[line - 1] ?? 0;
    const next = firstAfter(extents, start + to - 1);
    return (extents[next - 1]?.[1] ?? 0) > start + from - 1;
  };
}

function digitsOf(source: SourceText): Digits {
  const { text } = source;
  const digits = known.get(source) ?? { starts: lineStarts(text), extents: united(extentsUnder(KEYS, text)) };
  known.set(source, digits);
  return digits;
}

/** The same without overlaps, in order. */
function united(extents: readonly Extent[]): Extent[] {
  const apart: [number, number][] = [];
  for (const [start, end] of [...extents].sort(([a], [b]) => a - b)) {
    const last = apart.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/** The index of the first extent that begins behind an offset. There may be thousands, and as many findings. */
function firstAfter(extents: readonly Extent[], offset: number): number {
  let [low, high] = [0, extents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((extents[middle]?.[0] ?? Infinity) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isList(file: string): boolean {
  return /\.(csv|jsonl)$/i.test(file) && !isRecord(file);
}

/** Whether it is a lockfile, which has no digits. */
function isRecord(file: string): boolean {
  return /\.lock\.jsonl$/i.test(file);
}
