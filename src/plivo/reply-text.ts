/** What JSON text holds, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An own property of what may be an object. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/**
 * What a reply says, in one line of at most 300 characters: its `error`, `error.message` or `message`, the title of an HTML page, the
 * beginning of any other text, or `HTTP 500` when it says nothing.
 */
export function replyText(body: string, status: number): string {
  const json = parseJson(body);
  const error = property(json, 'error');
  const speech = [error, property(error, 'message'), property(json, 'message')].find(isSpeech);
  return oneLine(speech ?? plainText(body)) || `HTTP ${status}`;
}

/** A text from elsewhere made safe for a terminal and a line of a file: nothing that moves a cursor or turns its order around. */
export function oneLine(text: string): string {
  const line = text.slice(0, 2000).replace(/[\s\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
  return Array.from(line.trim()).slice(0, 300).join('');
}

function isSpeech(value: unknown): value is string {
  return typeof value === 'string' && oneLine(value) !== '';
}

/** Only a page's beginning is searched, since these expressions take the square of a hostile text's length. */
function plainText(body: string): string {
  const start = body.slice(0, 10_000);
  if (!/<(?:!doctype|html|head|body|title)\b/i.test(start)) return start.slice(0, 200);
  const title = /<title[^>]*>([^<]*)/i.exec(start)?.[1]?.trim();
  return (
    title ||
    start
      .replace(/<[^>]*>/g, ' ')
      .trim()
      .slice(0, 200)
  );
}

/**
 * Whether a value can be one of Plivo's ids: loose about its form, strict about what could not be stored or shown. An asterisk stands
 * where a secret was taken out.
 */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x29\x2b-\x7e]{1,100}$/.test(value);
}
