import { addressSecrets, headerSecrets } from '../endpoint.js';
import { addressOf, headerOf, isJsonObject, jsonObjectsIn, textOf, type JsonObject } from './postman-json.js';
import { fill, type Variables } from './postman-variables.js';

const SECRET_NAME = /token|secret|passw|auth_?key|api_?key/i;

/** The credentials that a collection, folder or request has by itself, variables filled in. */
export function secretsOf(owner: JsonObject, variables: Variables): string[] {
  const request = isJsonObject(owner['request']) ? owner['request'] : {};
  const header = headerOf(request['header'], 'authorization');
  const written = [
    ...[owner['auth'], request['auth']].flatMap(authSecrets),
    ...jsonObjectsIn(owner['variable'])
      .filter(isSecret)
      .map(({ value }) => value),
  ].flatMap((value) => textOf(value) ?? []);
  const filled = written.map((text) => fill(text, variables).text);
  return [
    ...filled,
    ...(header === undefined ? [] : headerSecrets(fill(header, variables).text)),
    ...addressSecrets(fill(addressOf(request['url']), variables).text),
  ];
}

function isSecret({ key, type }: JsonObject): boolean {
  return type === 'secret' || SECRET_NAME.test(textOf(key) ?? '');
}

/** `{"type":"basic","basic":[{"key":"password","value":…}]}`, or an object in place of the list in v2.0. The account is no secret. */
function authSecrets(auth: unknown): unknown[] {
  if (!isJsonObject(auth)) return [];
  return Object.values(auth).flatMap((kind) =>
    isJsonObject(kind)
      ? Object.entries(kind).flatMap(([key, value]) => (key === 'username' ? [] : [value]))
      : jsonObjectsIn(kind).flatMap(({ key, value }) => (key === 'username' ? [] : [value])),
  );
}
