import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { LineOf } from './source-lines.js';

const HIDDEN = '•••';

/** Where digits stand in a plan, or the values of variables that may become digits. */
const KEYS = /(?:^|[\s{,[-])["']?(?:digits|send|press|send_digits|vars)["']?\s*:/;
const SETTINGS = ['digits', 'send', 'press', 'send_digits'];

/** How far is looked for such a key, in UTF-16 code units and in lines: a plan may have megabytes, and thousands of findings. */
const REACH = 4096;
const REACH_LINES = 200;

/** Facts of a finding that quote what is written in the plan or the list. */
const QUOTING = ['text', 'value', 'meant', 'guessed', 'seen', 'comment', 'whole', 'tag', 'key'];
const NAMED_BY_TEXT = ['unknown-alias', 'anchor-alone'];

/**
 * A finding for those who may not have the plan: what it quotes is masked where it stands for digits that are sent, which may be a
 * PIN, or in a list's row.
 */
export function withoutDigits(diagnostic: Diagnostic, lineOf: LineOf): Diagnostic {
  if (!isAboutDigits(diagnostic, lineOf)) return diagnostic;
  const quoting = NAMED_BY_TEXT.includes(diagnostic.code) ? [...QUOTING, 'name'] : QUOTING;
  const args = Object.entries(diagnostic.args as Readonly<Record<string, unknown>>).map(([name, value]) =>
    quoting.includes(name) && typeof value === 'string' ? [name, HIDDEN] : [name, value],
  );
  return { ...diagnostic, args: Object.fromEntries(args) as never };
}

/** Gives no line that may hold digits: none of a list, whose cells may become digits, and none that is too long to tell. */
export function quotableLines(lineOf: LineOf): LineOf {
  return (file, line) => {
    const text = lineOf(file, line);
    if (text === undefined || text.length > REACH || isList(file)) return undefined;
    return isInDigits(file, line, text.length, lineOf) ? undefined : text;
  };
}

function isAboutDigits({ args, span }: Diagnostic, lineOf: LineOf): boolean {
  const { name, setting } = args as { readonly name?: unknown; readonly setting?: unknown };
  if (typeof setting === 'string') return SETTINGS.includes(setting);
  if (typeof name === 'string' && SETTINGS.includes(name)) return true;
  if (isList(span.file)) return name !== 'to' && name !== 'id';
  return isInDigits(span.file, span.start.line, span.start.column - 1, lineOf);
}

/** Whether a line has a key of digits before the offset `end`, or one of the lines that it is indented below. */
function isInDigits(file: string, line: number, end: number, lineOf: LineOf): boolean {
  let indent = Infinity;
  for (let at = line; at > Math.max(0, line - REACH_LINES) && indent > 0; at -= 1) {
    const text = lineOf(file, at) ?? '';
    const own = text.search(/\S/);
    if (own === -1 || own >= indent) continue;
    const until = at === line ? end : REACH;
    if (KEYS.test(text.slice(Math.max(0, until - REACH), until))) return true;
    indent = own;
  }
  return false;
}

function isList(file: string): boolean {
  return /\.(csv|jsonl)$/i.test(file) && !/\.lock\.jsonl$/i.test(file);
}
