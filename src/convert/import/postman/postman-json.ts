/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; none when it is no list. */
export function jsonObjectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** A text, number or boolean as text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The part of a path or host that Postman splits into a list. */
function joined(value: unknown, by: string): string {
  return Array.isArray(value) ? value.map((part) => textOf(part) ?? '').join(by) : (textOf(value) ?? '');
}

/** A request's address: v2.1 has it whole, in parts, or both. */
export function addressOf(url: unknown): string {
  if (!isJsonObject(url)) return textOf(url) ?? '';
  const raw = textOf(url['raw']);
  if (raw !== undefined) return raw;
  const path = joined(url['path'], '/');
  const query = jsonObjectsIn(url['query']).some(({ disabled }) => disabled !== true) ? '?…' : '';
  return `${joined(url['host'], '.')}${path.startsWith('/') ? '' : '/'}${path}${query}`;
}

/** The value of a request's header that is in force, by its name in lower case. v2.0 may have them as one text. */
export function headerOf(headers: unknown, name: string): string | undefined {
  if (typeof headers === 'string')
    return new RegExp(`^${name}[ \\t]*:(.*)$`, 'im').exec(headers)?.[1]?.trim();
  const header = jsonObjectsIn(headers).find(
    ({ key, disabled }) => disabled !== true && textOf(key)?.toLowerCase() === name,
  );
  return textOf(header?.['value']);
}
