import { CALLBACKS, isOption, isParameter, typedFlag, typedOption } from './parameter-names.js';
import type { FoundCall, Remark } from './reading.js';

/** One thing that a plan or a destination may say, and the key or keys under which it does. */
export type Unit = readonly [path: readonly [string, string?], value: UnitValue];

export type UnitValue =
  | string
  | number
  | boolean
  | { readonly url: string; readonly method: string }
  | { readonly send: string; readonly on_preanswer: string | boolean };

/** What a request says, in a plan's words. */
export interface SaidCall {
  readonly units: readonly Unit[];
  /** What a plan cannot say. */
  readonly remarks: readonly Remark[];
}

/** Takes the parameters of a request apart, `to` left aside. */
export function saidBy({ place, parameters }: FoundCall): SaidCall {
  const texts = new Map([...parameters].map(([name, value]) => [name, String(value)]));
  const remarks: Remark[] = [];
  const drop = (name: string, why: string): void => {
    remarks.push({ place, text: `${name.slice(0, 60)} is left out: ${why}`, lost: true });
  };
  for (const name of texts.keys())
    if (!isParameter(name)) drop(name, 'it is no parameter of make-call that a plan can have');
  const from = texts.get('from');
  const units: Unit[] = [
    ...(from === undefined ? [] : [[['from'], from] as const]),
    ...CALLBACKS.flatMap((name) => callbackUnit(name, texts, drop)),
    ...digitsUnit(texts, drop),
    ...[...texts].flatMap(([name, text]): Unit[] =>
      isOption(name) ? [[['options', name], typedOption(name, text)]] : [],
    ),
  ];
  return { units, remarks };
}

type Drop = (name: string, why: string) => void;
type Texts = ReadonlyMap<string, string>;

function callbackUnit(name: string, texts: Texts, drop: Drop): Unit[] {
  const url = texts.get(`${name}_url`);
  const method = texts.get(`${name}_method`);
  if (url === undefined && method !== undefined)
    drop(`${name}_method`, `without ${name}_url it means nothing`);
  if (url === undefined) return [];
  // Plivo reads methods without regard to case, and takes POST for the one that is not given.
  return [[['callbacks', name], method === undefined ? url : methodOf(url, method.toUpperCase())]];
}

function methodOf(url: string, method: string): UnitValue {
  return method === 'POST' ? url : { url, method };
}

function digitsUnit(texts: Texts, drop: Drop): Unit[] {
  const send = texts.get('send_digits');
  const preanswer = texts.get('send_on_preanswer');
  if (send === undefined && preanswer !== undefined)
    drop('send_on_preanswer', 'without send_digits it means nothing');
  if (send === undefined) return [];
  return [[['digits'], preanswer === undefined ? send : { send, on_preanswer: typedFlag(preanswer) }]];
}
