import type { ErrorObject } from 'ajv';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import type { Path, SourceDocument } from '../yaml/document.js';
import { distinctErrors } from './distinct-errors.js';
import type { Shape } from './shape.js';

/** How many errors of one part are explained. Whoever has more needs the first ones, not all of them. */
const MAX_ERRORS = 10_000;

/**
 * ajv's errors about the part of a document at `base` as diagnostics with places: one for each problem. `shape` is that of the
 * part; `value` its data.
 */
export function explain(
  errors: readonly ErrorObject[],
  document: Pick<SourceDocument, 'locate'>,
  base: Path,
  shape: Shape,
  value: unknown,
): Diagnostic[] {
  const translated = distinctErrors(errors)
    .slice(0, MAX_ERRORS)
    .map((error) => {
      const path = pathOf(error.instancePath);
      const found = path.reduce<unknown>(
        (at, key) => (at as Record<string, unknown> | undefined)?.[key],
        value,
      );
      const {
        part = 'value',
        at = [],
        ...diagnostic
      } = translate(error, shapeAt(shape, path), found, nameOf([...base, ...path]));
      const span = document.locate([...base, ...path, ...at], part);
      return { map: error.instancePath, diagnostic: { ...diagnostic, span } as Diagnostic };
    });
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

type Translation = Pick<Diagnostic, 'code' | 'args'> & { part?: 'key' | 'value'; at?: Path };

function translate(error: ErrorObject, shape: Shape, found: unknown, name: string): Translation {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return {
        code: 'unknown-key',
        args: { key, allowed: shape.keys, ...suggest(key, shape.keys) },
        part: 'key',
        at: [key],
      };
    }
    case 'required':
      return { code: 'missing-key', args: { key: String(params['missingProperty']) }, part: 'key' };
    case 'type':
      return {
        code: 'wrong-kind',
        args: { name, found: kindOf(found), wanted: [...shape.kinds], text: textOf(found) },
      };
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      return {
        code: 'value-not-allowed',
        args: { name, value: textOf(found), allowed, ...suggest(textOf(found), allowed) },
      };
    }
    case 'const':
      return {
        code: 'value-not-allowed',
        args: { name, value: textOf(found), allowed: [String(params['allowedValue'])] },
      };
    case 'pattern':
      return {
        code: 'bad-form',
        args: {
          name,
          value: textOf(found),
          expected: shape.expectation ?? 'of the expected form',
          ...(shape.form !== undefined && { form: shape.form }),
        },
      };
    case 'propertyNames': {
      const key = String(params['propertyName']);
      return {
        code: 'bad-form',
        args: { name: 'key', value: key, expected: 'a key of letters and digits only' },
        part: 'key',
        at: [key],
      };
    }
    default:
      return {
        code: 'out-of-range',
        args: { name, value: textOf(found), keyword: error.keyword, limit: Number(params['limit']) },
      };
  }
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  return typeof last === 'number' ? `item ${last + 1}` : last;
}

/** Plivo's own names are what people have at hand: `answer_url` for answer, `send_digits` for digits. */
function suggest(word: string, allowed: readonly string[]): { nearest?: string } {
  const own = word.replace(/_url$/, '').replace(/^send_(?=digits$)/, '');
  const found = nearest(word, allowed) ?? nearest(own, allowed);
  return found === undefined ? {} : { nearest: found };
}

function shapeAt(shape: Shape, path: Path): Shape {
  return path.reduce<Shape>((at, key) => (typeof key === 'number' ? at.item() : at.property(key)), shape);
}

function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9][0-9]*)$/.test(part) ? Number(part) : part));
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'the text';
  return typeof value === 'number' ? 'a number' : `the value ${textOf(value)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
