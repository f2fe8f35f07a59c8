import { isAuthId, SHORTEST_SECRET, type Credentials } from './credentials.js';
import { spelled, spelledCut } from './spelled.js';

/** Gives a text without its secrets. */
export type Hide = (text: string) => string;

/** A name and its password, as in the header of Basic authorization. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/**
 * A function that hides secrets in a text: the token and passwords of proxies, however a report, JSON or a URL spells their
 * characters and wherever it cuts them, alone and as a pair with their name; the pair as the base64 of a Basic header, however padded; and all of the auth id
 * but its last four characters. What stands in place of an auth id may be the token, and is hidden. Without a secret it gives every
 * text as it is.
 */
export function redactor({ authId, authToken }: Credentials, proxies: readonly Login[] = []): Hide {
  const isId = isAuthId(authId);
  const logins = [{ user: authId, password: authToken }, ...proxies].filter(
    ({ password }) => password !== '',
  );
  const pairs = logins.map(({ user, password }) => `${user}:${password}`);
  const alone = [...logins.map(({ password }) => password), ...(isId ? [] : [authId])].filter(
    ({ length }) => length >= SHORTEST_SECRET,
  );
  // The pair comes before the password, or its name would be left.
  const whole = pattern([...pairs.flatMap((pair) => [base64Of(pair), spelled(pair)]), ...alone.map(spelled)]);
  const cut = pattern(alone.map((secret) => spelledCut(secret, SHORTEST_SECRET)));
  const id = pattern(isId ? [spelled(authId)] : []);
  const shownId = `${authId.slice(0, 2)}…${authId.slice(-4)}`;
  const literal = [...alone, ...pairs, ...pairs.map(toBase64), authId]
    .filter((secret) => secret !== '')
    .map(unified);
  return (text) => {
    // To make the expressions ready takes a quarter of a second, and next to no text needs them.
    if (!MAY_SPELL.test(text) && !includesAny(unified(text), literal)) return text;
    const left = text.replace(whole, '***');
    return (left.includes('…') ? left.replace(cut, '***') : left).replace(id, shownId);
  };
}

/** What a character can begin with that is not spelled as it is, and what stands where a text was cut. */
const MAY_SPELL = /[\\…]|%[0-9a-f]{2}|&(?:#|amp;|lt;|gt;|quot;|apos;)/i;

/** As base64, and as URLs write it, are the same. */
function unified(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}

function includesAny(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => text.includes(secret));
}

/** Finds any of them; nothing at all when there are none. */
function pattern(alternatives: readonly string[]): RegExp {
  return new RegExp(alternatives.join('|') || '(?!)', 'gu');
}

/** Without what it is padded with. */
function toBase64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '');
}

/** With the two characters that a URL has in place of others, and however padded. */
function base64Of(text: string): string {
  const pattern = Array.from(toBase64(text), (char) => {
    const other = { '+': '|-', '/': '|_' }[char];
    return other === undefined ? spelled(char) : `(?:${spelled(char)}${other})`;
  });
  return `${pattern.join('')}${spelled('=')}{0,2}`;
}
