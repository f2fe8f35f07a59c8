import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'node:querystring';

/** A header as Node gives it. */
type Header = string | readonly string[] | undefined;

/** The fields of a form, decoded: as URLSearchParams, or by name, one that is repeated as an array. */
export type FormFields =
  URLSearchParams | Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A request that says it comes from Plivo, as it arrived at a callback URL. */
export interface SignedRequest {
  /** `GET` or `POST`. */
  readonly method: string;
  /** The whole URL that Plivo was told, with its query: behind a proxy the public one. What follows a `#` is not signed. */
  readonly url: string;
  /** Of the form in a POST's body. */
  readonly params?: FormFields | undefined;
  /** The header `X-Plivo-Signature-V3`, which may hold several signatures. */
  readonly signature: Header;
  /** The header `X-Plivo-Signature-V3-Nonce`. */
  readonly nonce: Header;
  /** The auth token of the account that placed the call. */
  readonly authToken: string;
}

type Field = readonly [name: string, value: string];

/** Room for 90 signatures; Plivo sends one or two. */
const MAX_HEADER_LENGTH = 4096;

/** Scheme, host and path as they are written, then the query; a user and password are not signed. */
const URL_PARTS = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#@]+[^?#]*)(?:\?([^#]*))?/i;

/**
 * Whether a request to a callback URL carries a signature (V3) made with the account's auth token. Takes as long whichever of several
 * signatures is right, and how much of it. Never throws: what is no request of Plivo's is not signed by it. Without a token nothing is.
 */
export function verifySignature(request: SignedRequest): boolean {
  const { authToken, signature, nonce } = request;
  if (typeof authToken !== 'string' || authToken === '') return false;
  const [signatures, once] = [headerText(signature), headerText(nonce)];
  const base = signedText(request);
  if (signatures === undefined || once === undefined || base === undefined) return false;
  const expected = createHmac('sha256', authToken).update(`${base}.${once}`).digest('base64');
  let right = 0;
  for (const given of signatures.split(',')) right |= Number(isEqual(given.trim(), expected));
  return right === 1;
}

function headerText(header: unknown): string | undefined {
  const text = Array.isArray(header) ? header.join() : header;
  return typeof text === 'string' && text !== '' && text.length <= MAX_HEADER_LENGTH ? text : undefined;
}

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** What is signed beside the nonce; undefined when this is no request that Plivo sends. */
function signedText({ method, url, params }: SignedRequest): string | undefined {
  const [, scheme, place, query = ''] = (typeof url === 'string' && URL_PARTS.exec(url)) || [];
  const body = fieldsOf(params ?? {});
  if (scheme === undefined || place === undefined || body === undefined || !URL.canParse(url))
    return undefined;
  const asked = fieldsOf(parse(query, '&', '=', { maxKeys: 0 })) ?? [];
  if (method === 'GET') return joined([scheme + place, pairs([...asked, ...body])]);
  if (method !== 'POST') return undefined;
  const head = joined([scheme + place, pairs(asked)]);
  if (body.length === 0) return head;
  return `${head}${asked.length === 0 ? '?' : '.'}${run(body)}`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('?');
}

function pairs(fields: readonly Field[]): string {
  return sorted(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function run(fields: readonly Field[]): string {
  return sorted(fields)
    .map(([name, value]) => name + value)
    .join('');
}

/** By name, then by value, in the order of UTF-16 code units, as Plivo's own libraries do. */
function sorted(fields: readonly Field[]): readonly Field[] {
  return [...fields].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Undefined when one of them is no text: no form has such a field, but what reads JSON may have. */
function fieldsOf(params: object): readonly Field[] | undefined {
  if (params instanceof URLSearchParams) return [...params];
  const fields = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const));
  return fields.every(isText) ? fields.map(([name, value]) => [name, String(value)]) : undefined;
}

function isText([, value]: readonly [string, unknown]): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
