import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import type { DestinationEntry, Digits } from '../../schemas/plan.js';
import { findControlCharacters } from '../../source/yaml/control.js';
import type { Path } from '../../source/yaml/document.js';
import { entryOf } from '../address.js';
import { fill, variablesIn, type Vars } from '../template.js';
import { settingsOf } from './call-rule.js';
import { digitsOutlastCall, digitsPressNothing } from './digits.js';
import type { Rule } from './rule.js';
import { isSetIn, templatesIn, type Template } from './templates.js';
import { findBadValue } from './variable-values.js';

/** A template of a call, with its path within the plan. */
interface Placed extends Template {
  readonly place: Path;
}

interface Lacking {
  readonly template: Placed;
  readonly name: string;
  /** The first call that lacks a value, and how many do. */
  readonly first: number;
  calls: number;
}

/** Every variable must have a value in each call, and every value must be one that its place allows. */
export const variables: Rule = (plan, locate) => {
  const lacking = new Map<string, Lacking>();
  const found: Diagnostic[] = [];
  for (const { entry, index, templates } of withTemplates(plan)) {
    const vars = entry.vars ?? NO_VARS;
    const cell = (name: string): ReturnType<typeof locate> => locate(['destinations', index, 'vars', name]);
    for (const template of templates) {
      const missing = variablesIn(template.text).filter((name) => !Object.hasOwn(vars, name));
      for (const name of missing) note(lacking, template, name, index);
      const bad = missing.length === 0 ? findBadValue(template, vars) : undefined;
      if (bad)
        found.push({
          code: 'variable-value',
          args: { setting: settingOf(template), text: bad.text, problem: bad.problem },
          span: cell(bad.variable),
          related: locate(template.place),
        });
      else if (missing.length === 0 && (template.kind === 'digits' || template.kind === 'press')) {
        const call = settingsOf(plan, entry);
        const digits = fillDigits(call.digits, vars);
        const rules = [...digitsPressNothing({ digits }), ...digitsOutlastCall({ ...call, digits })];
        const span = rules.length > 0 ? cell(variablesIn(template.text)[0] ?? '') : undefined;
        for (const { code, args } of rules)
          found.push({ code, args, span, related: locate(template.place) } as Diagnostic);
      }
    }
  }
  const missing = [...lacking.values()].map(({ template, name, first, calls }): Diagnostic => {
    const similar = nearest(name, Object.keys(entryOf(plan.destinations[first] ?? '').vars ?? {}));
    const args = {
      name,
      lacking: calls,
      all: plan.destinations.length,
      ...(similar !== undefined && { similar }),
    };
    return {
      code: 'variable-missing',
      args,
      span: locate(template.place),
      related: locate(['destinations', first]),
    };
  });
  return [...missing, ...found, ...controls(plan, locate)];
};

const NO_VARS: Vars = {};

/** The destinations whose calls have templates. Neighbours that share what they say share its templates too. */
function* withTemplates(
  plan: Parameters<Rule>[0],
): Generator<{ entry: DestinationEntry; index: number; templates: readonly Placed[] }, void> {
  const common = templatesIn(plan).map((template): Placed => ({ ...template, place: template.path }));
  let last: DestinationEntry | undefined;
  let templates: readonly Placed[] = [];
  for (const [index, destination] of plan.destinations.entries()) {
    const entry = entryOf(destination);
    const { callbacks, digits, options } = entry;
    if (last?.callbacks !== callbacks || last?.digits !== digits || last?.options !== options || !last)
      templates = [
        ...common.filter(({ setting }) => !isSetIn(entry, setting)),
        ...templatesIn(entry).map((own): Placed => ({ ...own, place: ['destinations', index, ...own.path] })),
      ];
    last = entry;
    if (templates.length > 0) yield { entry, index, templates };
  }
}

function note(lacking: Map<string, Lacking>, template: Placed, name: string, index: number): void {
  const key = JSON.stringify([template.place, name]);
  const known = lacking.get(key);
  if (known) known.calls += 1;
  else lacking.set(key, { template, name, first: index, calls: 1 });
}

function settingOf({ setting: [section, key] }: Template): string {
  return key === undefined ? section : section === 'callbacks' ? `the URL of ${key}` : key;
}

function fillDigits(digits: Digits | undefined, vars: Vars): Digits | undefined {
  if (digits === undefined || digits === null) return digits;
  if (typeof digits === 'string') return fill(digits, vars);
  if (!Array.isArray(digits)) return { ...digits, send: fillDigits(digits.send, vars) as typeof digits.send };
  return digits.map((step) =>
    step.press === undefined ? step : { ...step, press: fill(step.press, vars) },
  ) as Digits;
}

/** What an escape can put into the values of an inline destination; lists have been searched for it. */
const controls: Rule = (plan, locate) =>
  plan.destinations.flatMap((destination, index) => {
    if (typeof destination === 'string') return [];
    return Object.entries(destination.vars ?? {}).flatMap(([name, value]): Diagnostic[] => {
      const [control] = findControlCharacters(value);
      const span = control && locate(['destinations', index, 'vars', name]);
      return span ? [{ code: 'control-character', args: control.args, span }] : [];
    });
  });
