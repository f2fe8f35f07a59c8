import { parseJson } from './json.js';
import type { ParameterValue, Parameters } from './found-requests.js';

/** The parameters of a request's body: JSON when it looks so, else a form as its content type says. */
export function readBody(text: string, contentType = ''): Parameters {
  if (text.trim() === '') return { refused: 'it has no body' };
  const json = /json/i.test(contentType) || /^\s*[{[]/.test(text);
  return json ? readJson(text) : readForm(text);
}

function readJson(text: string): Parameters {
  const parsed = parseJson(text);
  if ('refused' in parsed) return { refused: `its body ${parsed.refused}` };
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { refused: 'its body is not a JSON object' };
  return parametersOf(Object.entries(value));
}

/** `a=b&c=d` */
function readForm(text: string): Parameters {
  if (!/^[^=&\s]+=/.test(text)) return { refused: 'its body is neither JSON nor a form' };
  return parametersOf([...new URLSearchParams(text.replace(/[\r\n]+$/, ''))].map(withPlus));
}

/** A plus that was not encoded says a space, which no number begins with: it was meant as it is written. */
function withPlus([name, value]: readonly [string, string]): [string, string] {
  return [name, name === 'to' || name === 'from' ? value.replace(/(^|<) (?=\d)/g, '$1+') : value];
}

/** Far more than make-call has. */
const MAX_PARAMETERS = 1000;

/** Parameters by their names, each of which may be there once. null and an empty text say nothing. */
export function parametersOf(entries: readonly (readonly [string, unknown])[]): Parameters {
  if (entries.length > MAX_PARAMETERS) return { refused: `it has ${entries.length} parameters` };
  const parameters = new Map<string, ParameterValue>();
  for (const [name, value] of entries) {
    if (value === null || value === '') continue;
    if (parameters.has(name)) return { refused: `${name} is there twice` };
    if (typeof value === 'object' || value === undefined)
      return { refused: `${name} is ${Array.isArray(value) ? 'a list' : 'an object'}` };
    if (typeof value === 'number' && !isExact(value))
      return { refused: `${name} is a number of more digits than JSON keeps; it belongs in quotes` };
    parameters.set(name, value as ParameterValue);
  }
  return parameters;
}

function isExact(value: number): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}
