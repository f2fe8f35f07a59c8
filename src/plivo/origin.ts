import { Fault } from '../diagnostics/fault.js';

/**
 * The origin that credentials are sent to, such as `https://api.plivo.com`. Plain http is for this machine alone.
 * `where` is the flag or variable it came from. Throws Fault `api-url`, which repeats no credentials.
 */
export function parseOrigin(value: string, where: string): string {
  const problem = problemOf(value);
  if (problem !== undefined) throw new Fault('api-url', { where, value: withoutSecrets(value), problem });
  return new URL(value).origin;
}

/** Whether a URL's host is this machine by its very spelling: 127.0.0.0/8, [::1] or localhost. */
export function isLoopback({ hostname }: URL): boolean {
  return /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]' || hostname === 'localhost';
}

function problemOf(value: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(value)) return 'it has a space or a control character';
  if (!URL.canParse(value)) return 'it is not a URL';
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it is not an https address';
  if (url.protocol === 'http:' && !isLoopback(url)) return 'credentials would cross the network unencrypted';
  if (value.includes('@')) return 'credentials do not belong into it';
  if (url.pathname !== '/' || /[?#]/.test(value)) return 'it has more than a scheme, a host and a port';
  return undefined;
}

/** Scheme, host and port as far as they can be told; what may be a password, a token or a path never. */
function withoutSecrets(value: string): string {
  const parts = /^([a-z]+:\/\/)?(.*@)?(\[[\da-f:.]*\]|[\w.-]*)(:\d{1,5}(?!\w))?(.*)$/is.exec(value) ?? [];
  const [, scheme = '', user, host = '', port = '', rest] = parts;
  return `${scheme}${user ? '***@' : ''}${host}${port}${rest ? '***' : ''}`;
}
