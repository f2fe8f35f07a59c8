import type { Diagnostic, Finding, Span } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import { known, quote, type Known } from '../../privacy/quoted.js';
import type { DestinationEntry, Digits } from '../../schemas/plan.js';
import { findControlCharacters } from '../../source/yaml/control.js';
import type { Path, SourceDocument } from '../../source/yaml/document.js';
import { entryOf } from '../address.js';
import type { Plan } from '../plan.js';
import { fill, variablesIn, type Vars } from '../template.js';
import { settingsOf } from './call-rule.js';
import { digitsOutlastCall, digitsPressNothing } from './digits.js';
import type { Rule } from './rule.js';
import { isSetIn, templatesIn, type Template } from './templates.js';
import { findBadValue } from './variable-values.js';

type Locate = SourceDocument['locate'];

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

/** A template in one call. */
interface Use {
  readonly template: Placed;
  readonly entry: DestinationEntry;
  readonly index: number;
  readonly vars: Vars;
}

/** Every variable must have a value in each call, and every value must be one that its place allows. */
export const variables: Rule = (plan, locate) => {
  const lacking = new Map<string, Lacking>();
  const found: Diagnostic[] = [];
  for (const use of usesIn(plan)) {
    const missing = variablesIn(use.template.text).filter((name) => !Object.hasOwn(use.vars, name));
    for (const name of missing) note(lacking, use, name);
    if (missing.length === 0) found.push(...findBadValues(use, plan, locate));
  }
  const missing = [...lacking.values()].map((one) => missingFinding(one, plan, locate));
  return [...missing, ...found, ...controls(plan, locate)];
};

const NO_VARS: Vars = {};

/** The templates of each call. Neighbours that share what they say share its templates too. */
function* usesIn(plan: Plan): Generator<Use, void> {
  const common = templatesIn(plan).map((template): Placed => ({ ...template, place: template.path }));
  let last: DestinationEntry | undefined;
  let templates: readonly Placed[] = [];
  for (const [index, destination] of plan.destinations.entries()) {
    const entry = entryOf(destination);
    const { callbacks, digits, options, vars = NO_VARS } = entry;
    if (last?.callbacks !== callbacks || last?.digits !== digits || last?.options !== options || !last)
      templates = [
        ...common.filter(({ setting }) => !isSetIn(entry, setting)),
        ...templatesIn(entry).map((own): Placed => ({ ...own, place: ['destinations', index, ...own.path] })),
      ];
    last = entry;
    for (const template of templates) yield { template, entry, index, vars };
  }
}

/** What is wrong with a template when its variables, all of which are there, have their values. */
function findBadValues(use: Use, plan: Plan, locate: Locate): Diagnostic[] {
  const { template, index, vars } = use;
  const cell = (name: string): Span => locate(['destinations', index, 'vars', name]);
  const bad = findBadValue(template, vars);
  if (bad) {
    const { text, problem } = bad;
    const args = { setting: settingOf(template), text: quote(text), problem: known(problem) };
    const related = locate(template.place);
    return [{ code: 'variable-value', args, span: cell(bad.variable), related }];
  }
  return findBadDigits(use, plan).map(({ code, args }) => {
    const span = cell(variablesIn(template.text)[0] ?? '');
    return { code, args, span, related: locate(template.place) } as Diagnostic;
  });
}

/** What is wrong with digits as digits when their variables have their values. */
function findBadDigits({ template, entry, vars }: Use, plan: Plan): readonly Finding[] {
  if (template.kind !== 'digits' && template.kind !== 'press') return [];
  const call = settingsOf(plan, entry);
  const digits = fillDigits(call.digits, vars);
  return [...digitsPressNothing({ digits }), ...digitsOutlastCall({ ...call, digits })];
}

function missingFinding({ template, name, first, calls }: Lacking, plan: Plan, locate: Locate): Diagnostic {
  const similar = nearest(name, Object.keys(entryOf(plan.destinations[first] ?? '').vars ?? {}));
  const args = {
    name: known(name),
    lacking: calls,
    all: plan.destinations.length,
    ...(similar !== undefined && { similar: known(similar) }),
  };
  return {
    code: 'variable-missing',
    args,
    span: locate(template.place),
    related: locate(['destinations', first]),
  };
}

function note(lacking: Map<string, Lacking>, { template, index }: Use, name: string): void {
  const key = JSON.stringify([template.place, name]);
  const known = lacking.get(key);
  if (known) known.calls += 1;
  else lacking.set(key, { template, name, first: index, calls: 1 });
}

function settingOf({ setting: [section, key] }: Template): Known {
  return known(key === undefined ? section : section === 'callbacks' ? `the URL of ${key}` : key);
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
