import { ansiC } from './ansi-c.js';
import { ahead, neverClosed, type Scanner } from './shell-scanner.js';

/** Reads the commands of a substitution, up to its end. `opened` is where it began. */
export type ReadNested = (close: ')' | '`', opened: number) => void;

/** What a shell would fill in: its names are added. */
export type Unknown = string[];

/** Reads `'…'`, `"…"`, `$'…'`, `$"…"`, `\x`, `$name` or a substitution, whichever stands next; undefined when none does. */
export function readQuoted(scanner: Scanner, unknown: Unknown, nested: ReadNested): string | undefined {
  const [first, second] = ahead(scanner, 2);
  if (first === '\\') return readEscaped(scanner);
  if (first === "'") return readSingle(scanner);
  if (first === '"') return readDouble(scanner, 1, unknown, nested);
  if (first === '$' && second === "'") return readAnsi(scanner);
  if (first === '$' && second === '"') return readDouble(scanner, 2, unknown, nested);
  return first === '$' || first === '`' ? readExpansion(scanner, unknown, nested) : undefined;
}

function readEscaped(scanner: Scanner): string {
  const escaped = scanner.text[scanner.at + 1] ?? '';
  scanner.at += 2;
  return escaped === '\n' ? '' : escaped;
}

function readSingle(scanner: Scanner): string {
  const { text, at } = scanner;
  const end = text.indexOf("'", at + 1);
  if (end === -1) neverClosed(scanner, at, "'");
  scanner.at = end + 1;
  return text.slice(at + 1, end);
}

function readDouble(scanner: Scanner, opening: number, unknown: Unknown, nested: ReadNested): string {
  const { text, at: opened } = scanner;
  scanner.at += opening;
  let inside = '';
  for (;;) {
    const character = text[scanner.at];
    if (character === undefined) return neverClosed(scanner, opened, '"');
    if (character === '"') break;
    if (character === '$' || character === '`') inside += readExpansion(scanner, unknown, nested);
    else if (character === '\\' && '$`"\\\n'.includes(text[scanner.at + 1] ?? ' '))
      inside += readEscaped(scanner);
    else {
      inside += character;
      scanner.at += 1;
    }
  }
  scanner.at += 1;
  return inside;
}

function readAnsi(scanner: Scanner): string {
  const { text, at: opened } = scanner;
  let end = opened + 2;
  while (text[end] !== "'") {
    if (text[end] === undefined) neverClosed(scanner, opened, "$'");
    end += text[end] === '\\' ? 2 : 1;
  }
  scanner.at = end + 1;
  return ansiC(text.slice(opened + 2, end));
}

/** What begins with `$` or a backtick, as it is written. It is unknown, unless it is a mere `$`. */
function readExpansion(scanner: Scanner, unknown: Unknown, nested: ReadNested): string {
  const opened = scanner.at;
  const [opening = '$'] = /^(\$\(\(|\$\(|\$\{|\$(\w+|[@*#?$!-])?|`)/.exec(ahead(scanner)) ?? [];
  scanner.at += opening.length;
  if (opening === '$') return '$';
  if (opening === '`' || opening === '$(') nested(opening === '`' ? '`' : ')', opened);
  else if (opening === '${') skipBalanced(scanner, '{', '}', 1, opened);
  else if (opening === '$((') skipBalanced(scanner, '(', ')', 2, opened);
  const written = scanner.text.slice(opened, scanner.at);
  unknown.push(nameOf(opening, written));
  return written;
}

function nameOf(opening: string, written: string): string {
  if (opening === '${') return `${/^\$\{\W?\w{0,50}/.exec(written)?.[0] ?? opening}…}`;
  const closings: Readonly<Record<string, string>> = { '`': '…`', '$(': '…)', '$((': '…))' };
  return opening + (closings[opening] ?? '');
}

function skipBalanced(scanner: Scanner, open: string, close: string, depth: number, opened: number): void {
  let left = depth;
  while (left > 0) {
    const character = scanner.text[scanner.at];
    if (character === undefined) neverClosed(scanner, opened, `$${open}`);
    left += character === open ? 1 : character === close ? -1 : 0;
    scanner.at += 1;
  }
}
