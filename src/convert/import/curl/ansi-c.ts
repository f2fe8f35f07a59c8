/** The shortest escapes of `$'…'`, as bash has them. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE =
  /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c([^])|([^]))|[^\\]+|\\$/g;

/** What stands between the quotes of `$'…'`, its escapes resolved. `\x` and octal escapes are bytes, several of which may be one character. */
export function ansiC(text: string): string {
  const parts: Buffer[] = [];
  for (const [all, hex, octal, short, long, control, other] of text.matchAll(ESCAPE)) {
    if (hex !== undefined) parts.push(Buffer.from([parseInt(hex, 16)]));
    else if (octal !== undefined) parts.push(Buffer.from([parseInt(octal, 8) & 0xff]));
    else parts.push(Buffer.from(escaped(short ?? long, control, other) ?? all));
  }
  return Buffer.concat(parts).toString('utf8');
}

function escaped(code?: string, control?: string, other?: string): string | undefined {
  if (code !== undefined) {
    const point = parseInt(code, 16);
    return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);
  // An escape that bash does not know keeps its backslash.
  return other === undefined ? undefined : (ESCAPES[other] ?? (/[\\'"?]/.test(other) ? other : `\\${other}`));
}
