/** What XML and HTML call characters. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** What JSON or the shell may put a backslash before. */
const ESCAPED = /["/`$]/;

/**
 * The source of a regular expression (with the flag u) that finds a text however its characters are spelled: as they are, or each as
 * JSON, URLs, XML, HTML, the shell, GitHub's workflow commands or callplan's own reports write it. No text can be read by it in two
 * ways, since choices would multiply.
 */
export function spelled(text: string): string {
  return spelledParts(text).join('');
}

/**
 * The same for what is left of a text where a report has cut it: no fewer than `least` of its characters before an ellipsis, or behind
 * one.
 */
export function spelledCut(text: string, least: number): string {
  const parts = spelledParts(text);
  const end = parts.slice(least).reduceRight((rest, part) => `(?:${part}${rest})?`, '');
  const start = parts.slice(0, -least).reduce((rest, part) => `(?:${rest}${part})?`, '');
  return `${parts.slice(0, least).join('')}${end}(?=…)|(?<=…)${start}${parts.slice(-least).join('')}`;
}

function spelledParts(text: string): string[] {
  return Array.from(text.matchAll(/(\\+)([^])?|([^])/gu), ([, run, next, char = '']) =>
    run === undefined
      ? character(char)
      : backslashes(run.length, next) + (next === undefined ? '' : character(next, true)),
  );
}

/** JSON doubles each of them. Of those that spell the next character all but the last are counted here. */
function backslashes(count: number, next?: string): string {
  const most = 2 * count + (next === undefined ? 0 : 1);
  const others = String.raw`%(?:25)?5[cC]|&#0{0,5}92;|&#[xX]0{0,5}5[cC];|\\u(?:005[cC]|\{5[cC]\})`;
  return String.raw`(?:\\{${count},${most}}|(?:${others}){${count}})`;
}

function character(char: string, isBehindBackslash = false): string {
  const point = char.codePointAt(0) ?? 0;
  const entity = ENTITIES[char];
  const bytes = Array.from(Buffer.from(char), (byte) => `%(?:25)?${hex(byte, 2)}`);
  const units = Array.from({ length: char.length }, (_, i) => String.raw`\\u${hex(char.charCodeAt(i), 4)}`);
  const named = [...(entity === undefined ? [] : [entity]), `#0{0,5}${point}`, `#[xX]0{0,5}${hex(point, 1)}`];
  return `(?:${[
    ...(char === "'" ? [String.raw`'\\''`] : []),
    ...(ESCAPED.test(char) && !isBehindBackslash ? [String.raw`\\${literal(char)}`] : []),
    literal(char),
    bytes.join(''),
    units.join(''),
    String.raw`\\${isBehindBackslash ? '' : '{1,2}'}u\{0{0,5}${hex(point, 1)}\}`,
    `&(?:amp;)?(?:${named.join('|')});`,
  ].join('|')})`;
}

/** In either case. */
function hex(value: number, digits: number): string {
  return value
    .toString(16)
    .padStart(digits, '0')
    .replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function literal(char: string): string {
  return String.raw`\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}
