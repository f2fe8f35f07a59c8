const MAKE_CALL = /^(https?:\/\/)?([^/@]*@)?api\.plivo\.com(:443|:80)?\/v1\/account\/[^/?#]*\/call\/?$/i;

/** Whether a request asks Plivo to make a call. Whose account it names does not matter: it may be a placeholder. */
export function isMakeCall(method: string, address: string): boolean {
  return method.toUpperCase() === 'POST' && MAKE_CALL.test(address.trim());
}

/** Names a request without a secret: of an address that is not Plivo's only the host, since a path may be one. */
export function nameRequest(method: string, address: string): string {
  const [, host, path = ''] = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^/?#@]*)([^?#]*)/i.exec(address.trim()) ?? [];
  const verb = /^[a-z]{1,10}$/i.test(method) ? method.toUpperCase() : 'a request';
  if (host === undefined || host === '') return `${verb} without an address`;
  return `${verb} ${host.slice(0, 80)}${/^api\.plivo\.com$/i.test(host) ? nameResource(path) : ''}`;
}

/** `/v1/Account/MA…/Message/` as `/Message/`: only what is a word of Plivo's. */
function nameResource(path: string): string {
  const [, rest = ''] = /^\/v1\/Account\/[^/]*(\/.*)?$/i.exec(path) ?? [];
  return rest.replace(/[^/]+/g, (part) => (/^[A-Z][A-Za-z]{1,20}$/.test(part) ? part : '…')).slice(0, 80);
}

/** The credentials of `https://user:password@host/`, as they are written and decoded. */
export function addressSecrets(address: string): string[] {
  const [, user = ''] = /^(?:[a-z]+:\/\/)?([^/@]*)@/i.exec(address.trim()) ?? [];
  return pairSecrets(user).flatMap((secret) => [secret, decoded(secret)]);
}

/** The secret halves of `user:password`. The user of Plivo's is the account, which is no secret. */
export function pairSecrets(pair: string): string[] {
  const colon = pair.indexOf(':');
  return colon === -1 ? [] : [pair.slice(colon + 1)];
}

/** The credentials of an Authorization header's value. */
export function headerSecrets(value: string): string[] {
  const [, scheme = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(value) ?? [];
  if (!/^basic$/i.test(scheme)) return [rest === '' ? scheme : rest];
  return [rest, ...pairSecrets(Buffer.from(rest, 'base64').toString('utf8'))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
