import { isJsonObject, jsonObjectsIn, textOf } from './postman-json.js';

/** What `{{name}}` stands for; an inner folder's variables before those around it. */
export interface Variables {
  readonly valueOf: (name: string) => string | undefined;
  /** How many more characters may be filled in, of all texts together. */
  readonly budget: { left: number };
}

/** A few variables that name each other twice would fill any memory, and a long one in each request any time. In characters. */
const BUDGET = 50_000_000;

/** Where nothing has a value. */
export function noVariables(): Variables {
  return { valueOf: () => undefined, budget: { left: BUDGET } };
}

/** A text with its variables filled in, and those that have no value. */
export interface Filled {
  readonly text: string;
  readonly unknown: readonly string[];
}

/** How often a value may name a variable whose value names another. */
const MAX_ROUNDS = 10;

/** The variables of a collection or folder over those around it. */
export function variablesOf(owner: unknown, around: Variables): Variables {
  const own = jsonObjectsIn(isJsonObject(owner) ? owner['variable'] : undefined)
    .filter(({ disabled }) => disabled !== true)
    .flatMap(({ key, id, value }): [string, string][] => {
      const name = textOf(key) ?? textOf(id);
      return name === undefined ? [] : [[name, textOf(value) ?? '']];
    });
  if (own.length === 0) return around;
  const values = new Map(own);
  return { ...around, valueOf: (name) => values.get(name) ?? around.valueOf(name) };
}

/** Fills a text in. Once too much has been filled in, a text stays as it is, its variables unknown. */
export function fill(text: string, variables: Variables): Filled {
  let filled = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = fillOnce(filled, variables);
    if (next === undefined) return { text, unknown: namesIn(text) };
    if (next === filled) break;
    filled = next;
  }
  return { text: filled, unknown: namesIn(filled) };
}

function fillOnce(text: string, { valueOf, budget }: Variables): string | undefined {
  const filled = text.replace(/\{\{([^{}]*)\}\}/g, (all, name: string) => {
    const value = budget.left < 0 ? '' : (valueOf(name.trim()) ?? all);
    budget.left -= value.length;
    return value;
  });
  return budget.left < 0 ? undefined : filled;
}

function namesIn(text: string): string[] {
  return Array.from(text.matchAll(/\{\{([^{}]*)\}\}/g), ([all]) => all.slice(0, 60));
}
