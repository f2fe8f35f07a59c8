import type { Credentials } from './credentials.js';
import type { Verdict } from './reply.js';

/**
 * A function that hides the credentials in a text: the token, as it stands, in a URL and in JSON; `id:token`, plain and as the base64 of
 * a Basic header, however padded; and all of the auth id but its last four characters.
 */
export function redactor({ authId, authToken }: Credentials): (text: string) => string {
  const pair = `${authId}:${authToken}`;
  const base64 = Buffer.from(pair).toString('base64').replace(/=+$/, '');
  const urlSafe = Buffer.from(pair).toString('base64url');
  const inJson = JSON.stringify(authToken).slice(1, -1);
  const secrets = [pair, base64, urlSafe, authToken, encodeURIComponent(authToken), inJson];
  // A longer one first, or its beginning would be hidden and its end shown.
  const alternatives = secrets.sort((a, b) => b.length - a.length).map(literal);
  const pattern = new RegExp(`((?:${alternatives.join('|')})=*)|${literal(authId)}`, 'g');
  const shownId = maskedId(authId);
  return (text) => text.replace(pattern, (_, secret?: string) => (secret === undefined ? shownId : '***'));
}

/** A verdict whose texts hold no credentials, however the reply spelt them. An id that holds some is no id. */
export function withoutSecrets(verdict: Verdict, hide: (text: string) => string): Verdict {
  if (verdict.outcome !== 'accepted') return { ...verdict, error: hide(verdict.error) };
  const requestUuids = verdict.requestUuids.filter((uuid) => hide(uuid) === uuid);
  return { ...verdict, message: hide(verdict.message), requestUuids };
}

function maskedId(authId: string): string {
  return `${authId.slice(0, 2)}…${authId.slice(-4)}`;
}

function literal(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
