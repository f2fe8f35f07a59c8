import type { ErrorObject } from 'ajv';
import type { Kind } from '../../diagnostics/catalog/schema.js';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import { known, quote, type Known } from '../../privacy/quoted.js';
import type { Path, SourceDocument } from '../yaml/document.js';
import { distinctErrors } from './distinct-errors.js';
import type { Shape } from './shape.js';

/** How many errors of one part are explained. Whoever has more needs the first ones, not all of them. */
const MAX_ERRORS = 10_000;

/** The part of a document that a schema was asked about. */
export interface Part {
  readonly document: Pick<SourceDocument, 'locate'>;
  /** Where the part is in the document. */
  readonly base: Path;
  readonly shape: Shape;
  readonly value: unknown;
}

/** Finds better words for a text of a wrong form, if it knows the form, by the schema's keyword `x-form`. */
export type NameForm = (finding: Finding<'bad-form'>, text: string, form: string | undefined) => Finding;

/** ajv's errors as diagnostics with places: one for each problem. */
export function explain(
  errors: readonly ErrorObject[],
  part: Part,
  nameForm: NameForm = (finding) => finding,
): Diagnostic[] {
  const translated = distinctErrors(errors)
    .slice(0, MAX_ERRORS)
    .map((error) => ({ map: error.instancePath, diagnostic: explainOne(error, part, nameForm) }));
  return translated.filter((one) => !isMisspelt(one, translated)).map(({ diagnostic }) => diagnostic);
}

/** A diagnostic, and the pointer of the map that it is about. */
interface OfMap {
  readonly map: string;
  readonly diagnostic: Diagnostic;
}

/** A key that stands there under another name is not missing as well. */
function isMisspelt({ map, diagnostic }: OfMap, all: readonly OfMap[]): boolean {
  if (diagnostic.code !== 'missing-key') return false;
  const { key } = diagnostic.args;
  const others = all.filter((other) => other.map === map).map((other) => other.diagnostic);
  const unknown = others.filter((other) => other.code === 'unknown-key').map(({ args }) => args.nearest);
  const only = others.filter(({ code }) => code === 'missing-key').length === 1;
  return unknown.includes(key) || (only && unknown.includes(undefined));
}

function explainOne(
  error: ErrorObject,
  { document, base, shape, value }: Part,
  nameForm: NameForm,
): Diagnostic {
  const { path, found } = follow(error.instancePath, value);
  const { keyword, params } = error as { keyword: string; params: Readonly<Record<string, unknown>> };
  const name = nameOf([...base, ...path]);
  const translate = translations[keyword] ?? outOfRange;
  const problem: Problem = { keyword, params, shape: shapeAt(shape, path), found, name, nameForm };
  const { part = 'value', at = [], finding } = translate(problem);
  return { ...finding, span: document.locate([...base, ...path, ...at], part) };
}

/** An error of ajv, and what it is about. */
interface Problem {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly shape: Shape;
  /** The value that is refused, or whose key is. */
  readonly found: unknown;
  readonly name: Known;
  readonly nameForm: NameForm;
}

/** A finding, and its place where that is not the value itself. */
interface Translation {
  readonly finding: Finding;
  readonly part?: 'key' | 'value';
  readonly at?: Path;
}

const translations: Readonly<Record<string, (problem: Problem) => Translation>> = {
  additionalProperties: ({ params, shape }) => {
    const key = String(params['additionalProperty']);
    const allowed = shape.keys.map(known);
    const args = { key: quote(key), allowed, ...suggest(key, allowed) };
    return { finding: { code: 'unknown-key', args }, part: 'key', at: [key] };
  },
  required: ({ params }) => {
    const key = known(String(params['missingProperty']));
    return { finding: { code: 'missing-key', args: { key } }, part: 'key' };
  },
  type: ({ shape, found, name }) => {
    const args = { name, found: kindOf(found), wanted: [...shape.kinds], text: quote(textOf(found)) };
    return { finding: { code: 'wrong-kind', args } };
  },
  enum: ({ params, found, name }) => {
    const allowed = (params['allowedValues'] as unknown[]).map(String).map(known);
    const args = { name, value: quote(textOf(found)), allowed, ...suggest(textOf(found), allowed) };
    return { finding: { code: 'value-not-allowed', args } };
  },
  const: ({ params, found, name }) => {
    const args = { name, value: quote(textOf(found)), allowed: [known(String(params['allowedValue']))] };
    return { finding: { code: 'value-not-allowed', args } };
  },
  pattern: ({ shape, found, nameForm }) => {
    const text = textOf(found);
    const args = { value: quote(text), expected: known(shape.expectation ?? 'of the expected form') };
    return { finding: nameForm({ code: 'bad-form', args }, text, shape.form) };
  },
  propertyNames: ({ params, nameForm }) => {
    const key = String(params['propertyName']);
    const args = { value: quote(key), expected: known('a key of letters and digits only') };
    return { finding: nameForm({ code: 'bad-form', args }, key, undefined), part: 'key', at: [key] };
  },
};

function outOfRange({ keyword, params, name }: Problem): Translation {
  const args = { name, keyword: known(keyword), limit: Number(params['limit']) };
  return { finding: { code: 'out-of-range', args } };
}

/** How messages call a value. A key that is no word could be a part of a secret. */
function nameOf(path: Path): Known {
  const last = path.at(-1);
  if (last === undefined) return known('the document');
  if (typeof last === 'number') return known(`item ${last + 1}`);
  return known(/^[A-Za-z]/.test(last) ? last : 'this value');
}

/** Plivo's own names are what people have at hand: `answer_url` for answer, `send_digits` for digits. */
function suggest(word: string, allowed: readonly Known[]): { nearest?: Known } {
  const own = word.replace(/_url$/, '').replace(/^send_(?=digits$)/, '');
  const found = nearest(word, allowed) ?? nearest(own, allowed);
  return found === undefined ? {} : { nearest: found };
}

function shapeAt(shape: Shape, path: Path): Shape {
  return path.reduce<Shape>((at, key) => (typeof key === 'number' ? at.item() : at.property(key)), shape);
}

/** The path that a JSON pointer describes, and what it leads to. */
function follow(pointer: string, value: unknown): { path: Path; found: unknown } {
  const path: (string | number)[] = [];
  let found = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(found) ? Number(key) : key);
    found = (found as Readonly<Record<string, unknown>> | undefined)?.[key];
  }
  return { path, found };
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'integer' : 'boolean';
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
