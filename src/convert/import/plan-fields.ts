import { CALLBACKS, isOption, isParameter, typedFlag, typedOption } from './parameter-names.js';
import type { FoundRequest, Remark } from './found-requests.js';

/** A field of a plan or of a destination: the key or keys that lead to it, and its value. */
export type PlanField = readonly [path: readonly [string, string?], value: FieldValue];

export type FieldValue =
  | string
  | number
  | boolean
  | { readonly url: string; readonly method: string }
  | { readonly send: string; readonly on_preanswer: string | boolean };

/** A request's parameters as fields of a plan. */
export interface PlanFields {
  readonly fields: readonly PlanField[];
  /** The parameters that a plan cannot have. */
  readonly remarks: readonly Remark[];
}

/** The fields of a request, without `to`. */
export function planFieldsOf({ place, parameters }: FoundRequest): PlanFields {
  const texts = new Map([...parameters].map(([name, value]) => [name, String(value)]));
  const remarks: Remark[] = [];
  const drop = (name: string, why: string): void => {
    remarks.push({ place, text: `${name.slice(0, 60)} is left out: ${why}`, lost: true });
  };
  for (const name of texts.keys())
    if (!isParameter(name)) drop(name, 'it is no parameter of make-call that a plan can have');
  const from = texts.get('from');
  const fields: PlanField[] = [
    ...(from === undefined ? [] : [[['from'], from] as const]),
    ...CALLBACKS.flatMap((name) => callbackFields(name, texts, drop)),
    ...digitsFields(texts, drop),
    ...[...texts].flatMap(([name, text]): PlanField[] =>
      isOption(name) ? [[['options', name], typedOption(name, text)]] : [],
    ),
  ];
  return { fields, remarks };
}

type Drop = (name: string, why: string) => void;
type Texts = ReadonlyMap<string, string>;

function callbackFields(name: string, texts: Texts, drop: Drop): PlanField[] {
  const url = texts.get(`${name}_url`);
  const method = texts.get(`${name}_method`);
  if (url === undefined && method !== undefined)
    drop(`${name}_method`, `without ${name}_url it means nothing`);
  if (url === undefined) return [];
  // Plivo ignores the case of a method, and takes POST where none is given.
  return [[['callbacks', name], method === undefined ? url : methodOf(url, method.toUpperCase())]];
}

function methodOf(url: string, method: string): FieldValue {
  return method === 'POST' ? url : { url, method };
}

function digitsFields(texts: Texts, drop: Drop): PlanField[] {
  const send = texts.get('send_digits');
  const preanswer = texts.get('send_on_preanswer');
  if (send === undefined && preanswer !== undefined)
    drop('send_on_preanswer', 'without send_digits it means nothing');
  if (send === undefined) return [];
  return [[['digits'], preanswer === undefined ? send : { send, on_preanswer: typedFlag(preanswer) }]];
}

/** Fields as the map that a plan or a destination is. */
export function fieldsToMap(fields: readonly PlanField[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [[key, inner], value] of fields)
    if (inner === undefined) result[key] = value;
    else result[key] = { ...(result[key] as object | undefined), [inner]: value };
  return result;
}
