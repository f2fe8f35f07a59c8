import { entryOf, idOf } from '../plan/address.js';
import type { Plan } from '../plan/plan.js';
import type { DestinationEntry } from '../schemas/plan.js';
import { canonicalParameters, digestOf } from './digest.js';
import { fillParameters, parametersOf, templatesAmong, type Parameters } from './parameters.js';
import { retryOf, type Retry } from './retry.js';

/** A destination with the plan's defaults applied. (edition, id) is its key. */
export interface Call {
  readonly edition: string;
  readonly id: string;
  /** As it will be dialled. */
  readonly to: string;
  readonly parameters: Parameters;
  readonly digest: string;
  /** The most calls that a request which holds this one may have. */
  readonly bulk: number;
  /** Its plan's redials. No part of what is asked of Plivo, so not of the digest. */
  readonly retry?: Retry;
}

export interface ExpandOptions {
  /** Replaces the plan's edition. */
  readonly edition?: string;
  /** Where neither plan nor destination says `bulk`. */
  readonly bulk?: number;
  /** Replaces whatever plan and destination say of `bulk`. */
  readonly forcedBulk?: number;
}

/** The calls of a plan, in the order of its destinations. */
export function expand(plan: Plan, options: ExpandOptions = {}): Call[] {
  const edition = options.edition ?? plan.edition ?? '1';
  const defaultBulk = options.bulk ?? 1;
  const planBulk = plan.options?.bulk ?? defaultBulk;
  const settingsOf = sharedSettings(plan);
  const retry = retryOf(plan);
  return plan.destinations.map((destination) => {
    const entry = entryOf(destination);
    const { bulk = planBulk } = entry.options ?? {};
    const settings = settingsOf(entry);
    const parameters = fillParameters(settings.parameters, settings.templates, entry.vars);
    const canonical =
      parameters === settings.parameters ? settings.canonical : canonicalParameters(parameters);
    return {
      edition,
      id: idOf(destination),
      to: entry.to,
      parameters,
      digest: digestOf(canonical, entry.to),
      bulk: options.forcedBulk ?? bulk ?? defaultBulk,
      ...(retry && { retry }),
    };
  });
}

/** The parameters of a destination before its variables have their values. */
interface Settings {
  readonly parameters: Parameters;
  readonly canonical: string;
  readonly templates: readonly string[];
}

/** Works the settings out once for all destinations that say nothing of their own, and once for neighbours that say the very same. */
function sharedSettings(plan: Plan): (entry: DestinationEntry) => Settings {
  const defaults = settingsFor(plan);
  let last: { readonly entry: DestinationEntry; readonly settings: Settings } | undefined;
  return (entry) => {
    if (!overrides(entry)) return defaults;
    if (!last || !saysTheSame(entry, last.entry)) last = { entry, settings: settingsFor(plan, entry) };
    return last.settings;
  };
}

function settingsFor(plan: Plan, entry?: DestinationEntry): Settings {
  const parameters = parametersOf(plan, entry);
  const canonical = 'from' in parameters ? canonicalParameters(parameters) : '';
  return { parameters, canonical, templates: templatesAmong(parameters) };
}

function saysTheSame(a: DestinationEntry, b: DestinationEntry): boolean {
  return a.from === b.from && a.callbacks === b.callbacks && a.digits === b.digits && a.options === b.options;
}

function overrides(entry: DestinationEntry): boolean {
  return Boolean(entry.from ?? entry.callbacks ?? entry.options) || entry.digits !== undefined;
}
