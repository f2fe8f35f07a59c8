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
  const secrets = [...logins.flatMap(patternsOf), ...(isId ? [] : longEnough(authId))];
  const alternatives = [
    ...(secrets.length > 0 ? [`(${secrets.join('|')})`] : []),
    ...(isId ? [spelled(authId)] : []),
  ];
  if (alternatives.length === 0) return (text) => text;
  const pattern = new RegExp(alternatives.join('|'), 'gu');
  const shownId = `${authId.slice(0, 2)}…${authId.slice(-4)}`;
  const instead =
    secrets.length > 0
      ? (_: string, secret?: string) => (secret === undefined ? shownId : '***')
      : () => shownId;
  return (text) => text.replace(pattern, instead);
}

/** The pair comes before the password, or its name would be left. */
function patternsOf({ user, password }: Login): string[] {
  const pair = `${user}:${password}`;
  return [base64Of(pair), spelled(pair), ...longEnough(password)];
}

function longEnough(secret: string): string[] {
  return secret.length < SHORTEST_SECRET ? [] : [spelled(secret), spelledCut(secret, SHORTEST_SECRET)];
}

/** With the two characters that a URL has in place of others, and however padded. */
function base64Of(text: string): string {
  const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
  const pattern = Array.from(base64, (char) => {
    const other = { '+': '|-', '/': '|_' }[char];
    return other === undefined ? spelled(char) : `(?:${spelled(char)}${other})`;
  });
  return `${pattern.join('')}${spelled('=')}{0,2}`;
}
