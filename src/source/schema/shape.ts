import type { Kind } from '../../diagnostics/catalog/schema.js';

/** The part of JSON Schema draft-07 that the schemas in schemas/ use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly description?: string;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly 'x-form'?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/**
 * What a JSON Schema allows at one place, its alternatives laid over each other: enough to read a scalar as the schema wants it,
 * and to name the allowed keys when one is wrong. Whether a value is valid is ajv's business.
 */
export interface Shape {
  readonly kinds: ReadonlySet<Kind>;
  /** The keys with a schema of their own, in the schema's order. */
  readonly keys: readonly string[];
  /** How a well-formed text looks, to complete "is not …", and what tells one. */
  readonly expectation?: string;
  readonly pattern?: RegExp;
  /** Which form the pattern describes, by the schema's keyword `x-form`. */
  readonly form?: string;
  readonly description?: string;
  readonly property: (key: string) => Shape;
  readonly item: () => Shape;
}

/** Where the schema says nothing. */
export const ANY: Shape = {
  kinds: new Set(['string', 'object', 'array']),
  keys: [],
  property: () => ANY,
  item: () => ANY,
};

/** Compiles `schema` lazily: a shape is made when a document first reaches its place. */
export function compileShape(schema: JsonSchema): Shape {
  const cache = new Map<JsonSchema, Shape>();
  const cached = (part: JsonSchema | undefined): Shape => {
    if (part === undefined) return ANY;
    const known = cache.get(part);
    if (known) return known;
    const shape = build(part);
    cache.set(part, shape);
    return shape;
  };
  const build = (part: JsonSchema): Shape => {
    const branches = flatten(part, schema);
    const properties = new Map(branches.flatMap((branch) => Object.entries(branch.properties ?? {})));
    const additional = branches
      .map((branch) => branch.additionalProperties)
      .find((a) => typeof a === 'object');
    const items = branches.find((branch) => branch.items)?.items;
    const patterned = branches.find((branch) => branch.pattern !== undefined) ?? {};
    const { pattern, patternErrorMessage, 'x-form': form } = patterned;
    return {
      kinds: new Set(branches.flatMap(kindsOf)),
      keys: [...properties.keys()],
      ...(pattern === undefined ? {} : { pattern: new RegExp(pattern, 'u') }),
      ...(patternErrorMessage === undefined ? {} : { expectation: patternErrorMessage }),
      ...(form === undefined ? {} : { form }),
      ...(part.description === undefined ? {} : { description: part.description }),
      property: (key) => cached(properties.get(key) ?? additional),
      item: () => cached(items),
    };
  };
  return cached(schema);
}

function flatten(schema: JsonSchema, root: JsonSchema): JsonSchema[] {
  if (schema.$ref !== undefined) return flatten(resolve(schema.$ref, root), root);
  return [
    schema,
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((part) => flatten(part, root)),
  ];
}

function resolve(ref: string, root: JsonSchema): JsonSchema {
  const found = root.definitions?.[ref.replace('#/definitions/', '')];
  if (!found) throw new Error(`the schema refers to ${ref}, which it does not define`);
  return found;
}

function kindsOf(schema: JsonSchema): Kind[] {
  const named = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const listed = (schema.enum ?? []).map((value) => (value === null ? 'null' : typeof value));
  return [...named, ...listed] as Kind[];
}
