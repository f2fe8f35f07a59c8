import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.js';
import type { Callbacks, DestinationEntry, Digits, Options } from '../../schemas/plan.js';
import type { Path } from '../../source/yaml/document.js';
import { entryOf } from '../address.js';
import type { Plan } from '../plan.js';
import type { Rule } from './rule.js';

/** What one call is asked for: the plan's settings, each replaced by what the destination says of it. */
export interface Settings {
  readonly from: string | undefined;
  readonly callbacks: Callbacks;
  readonly digits: Digits | undefined;
  readonly options: Options;
}

/**
 * Something wrong with a call. `settings` are the paths, within a plan or a destination, of those that bring it about together; it is
 * reported at the first that the destination says, else at the first that the plan says.
 */
export type CallFinding = Finding & {
  readonly settings: readonly [Path, ...Path[]];
  readonly part?: 'key' | 'value';
};

type Section = keyof Settings;

/** Something that certain settings of each call must observe. */
export type CallRule<S extends Section> = (settings: Pick<Settings, S>) => readonly CallFinding[];

/**
 * One rule of call rules that all look at the same `sections` of the settings. What the plan alone brings about is reported once, there,
 * and only when a call is made of it; what a destination's own word brings about is reported at the destination.
 */
export function eachCall<S extends Section>(sections: readonly S[], rules: readonly CallRule<S>[]): Rule {
  return (plan, locate) => {
    const found = new Map<string, Diagnostic>();
    for (const [entry, base] of differingEntries(plan, sections)) {
      const call = settingsOf(plan, entry);
      for (const { code, args, part, settings } of rules.flatMap((rule) => rule(call))) {
        const [place, other] = placesOf(settings, plan, entry, base);
        if (!place) continue;
        // By where it stands: all rows of a list have one such place.
        const span = locate(place, part);
        const key = JSON.stringify([code, args, span.file, span.start]);
        if (found.has(key)) continue;
        const related = other ? { related: locate(other, part) } : {};
        found.set(key, { code, args, span, ...related } as Diagnostic);
      }
    }
    return [...found.values()];
  };
}

/**
 * The destinations that say something of the sections, and the first that does not, which stands for all the others. So does a list's
 * first row, as all of them share what the plan says of them.
 */
function differingEntries(plan: Plan, sections: readonly Section[]): [DestinationEntry, Path][] {
  const differing: [DestinationEntry, Path][] = [];
  let silent = false;
  let last: DestinationEntry | undefined;
  for (const [index, destination] of plan.destinations.entries()) {
    const entry = entryOf(destination);
    const isOwn = sections.some((section) => entry[section] !== undefined);
    // Equal texts may stand in two places; one object stands in one.
    const shared =
      last !== undefined &&
      sections.every((section) => typeof entry[section] !== 'string' && entry[section] === last?.[section]);
    last = entry;
    if (shared) continue;
    if (isOwn || !silent) differing.push([entry, ['destinations', index]]);
    silent ||= !isOwn;
  }
  return differing;
}

/** What a destination and its plan ask for together. */
export function settingsOf(plan: Plan, entry: DestinationEntry): Settings {
  return {
    from: entry.from ?? plan.from,
    callbacks: { ...plan.callbacks, ...entry.callbacks },
    digits: entry.digits === undefined ? plan.digits : entry.digits,
    options: { ...plan.options, ...entry.options },
  };
}

/** Where those of the settings stand that are set at all: first the destination's own, then those it has from the plan. */
function placesOf(settings: readonly Path[], plan: Plan, entry: DestinationEntry, base: Path): Path[] {
  const own = settings.filter((path) => isOwn(valueIn(entry, path), valueIn(plan, path)));
  const inherited = settings.filter((path) => !own.includes(path) && (valueIn(plan, path) ?? null) !== null);
  return [...own.map((path) => [...base, ...path]), ...inherited];
}

/** A null that takes away nothing changes nothing. */
function isOwn(own: unknown, inherited: unknown): boolean {
  return own !== undefined && (own !== null || (inherited ?? null) !== null);
}

function valueIn(level: Plan | DestinationEntry, [section = '', key = '']: Path): unknown {
  const value = (level as unknown as Record<string, unknown>)[section];
  if (section !== 'options' && section !== 'callbacks') return value;
  return (value as Record<string, unknown> | undefined)?.[key];
}
