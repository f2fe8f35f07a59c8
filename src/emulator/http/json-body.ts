import { isUtf8 } from 'node:buffer';
import { refused, type Reply } from './reply.js';

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** `curl -d` sends the second with any body, also in the commands that Plivo publishes. */
const TYPES = ['application/json', 'application/x-www-form-urlencoded'];

/** A request's body as a JSON object, or the reply that refuses it. An undefined `body` is one above {@link MAX_BODY_BYTES}. */
export function parseJsonBody(
  contentType: string | undefined,
  body: Buffer | undefined,
): { readonly object: Readonly<Record<string, unknown>> } | { readonly refusal: Reply } {
  if (body === undefined)
    return { refusal: refused(413, `The request body must be at most ${MAX_BODY_BYTES} bytes.`) };
  if (!mayBeJson(contentType))
    return { refusal: refused(400, 'The Content-Type must be application/json, in UTF-8.') };
  const value = isUtf8(body) ? parse(body.toString()) : undefined;
  return isObject(value)
    ? { object: value }
    : { refusal: refused(400, 'The request body must be a JSON object in UTF-8.') };
}

function mayBeJson(contentType = ''): boolean {
  const [type = '', ...attributes] = contentType.toLowerCase().split(';');
  const charsets = attributes.filter((attribute) => attribute.trim().startsWith('charset='));
  return TYPES.includes(type.trim()) && charsets.every((charset) => /=\s*"?utf-8"?\s*$/.test(charset));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
