import { Fault } from '../diagnostics/fault.js';
import { isLoopback } from './origin.js';
import type { Login } from '../privacy/redact.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The URL of the proxy through which `origin` is reached, by the customary variables: https_proxy or http_proxy by the origin's scheme,
 * else all_proxy, unless no_proxy names the host. Each in lower or upper case, lower first, as curl does. Never one for this machine.
 * Throws Fault `proxy`, which does not repeat the value: it may hold a password.
 */
export function proxyFor(origin: string, env: Env): string | undefined {
  const target = new URL(origin);
  if (isLoopback(target) || isExempt(target, read(env, 'no_proxy')?.value ?? '')) return undefined;
  const setting = read(env, `${target.protocol.slice(0, -1)}_proxy`) ?? read(env, 'all_proxy');
  return setting && parseProxy(setting.value, setting.where);
}

/** What proxies are logged in to with, by any of the customary variables, whether it is in use or not. */
export function proxyLogins(env: Env): Login[] {
  return ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) =>
    [env[name], env[name.toUpperCase()]].flatMap((value) => {
      const url = value ? withScheme(value) : '';
      return URL.canParse(url) && isDecodable(new URL(url)) ? [loginOf(new URL(url))] : [];
    }),
  );
}

/** Name and password of a URL, as {@link isDecodable} has found them. */
export function loginOf({ username, password }: URL): Login {
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function read(env: Env, name: string): { where: string; value: string } | undefined {
  for (const where of [name, name.toUpperCase()]) {
    const value = env[where];
    if (value) return { where, value };
  }
  return undefined;
}

/** `*`, or by comma or space: a host, which stands for its subdomains too, with or without a leading dot and a port. */
function isExempt(target: URL, list: string): boolean {
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, host = '', only = port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      return host === '*' || (only === port && isWithin(target.hostname, host.replace(/^\*?\./, '')));
    });
}

function isWithin(hostname: string, domain: string): boolean {
  return domain !== '' && (hostname === domain || hostname.endsWith(`.${domain}`));
}

function parseProxy(value: string, where: string): string {
  const text = withScheme(value);
  const refuse = (problem: string): Fault => new Fault('proxy', { where, problem });
  if (!URL.canParse(text)) throw refuse('it is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse('only http and https proxies are supported');
  if (!isDecodable(url)) throw refuse('its user or password has a stray %');
  return url.href;
}

function withScheme(value: string): string {
  return value.includes('://') ? value : `http://${value}`;
}

function isDecodable(url: URL): boolean {
  try {
    loginOf(url);
    return true;
  } catch {
    return false;
  }
}
