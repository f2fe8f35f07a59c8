import { entryOf, idOf } from '../plan/address.js';
import type { Plan } from '../schemas/plan.js';
import { canonicalParameters, digestOf } from './digest.js';
import { parametersOf, type Parameters } from './parameters.js';
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
  const defaults = parametersOf(plan);
  const canonicalDefaults = 'from' in defaults ? canonicalParameters(defaults) : '';
  const retry = retryOf(plan);
  return plan.destinations.map((destination) => {
    const entry = entryOf(destination);
    const own = overrides(entry);
    const { bulk = planBulk } = entry.options ?? {};
    const parameters = own ? parametersOf(plan, entry) : defaults;
    return {
      edition,
      id: idOf(destination),
      to: entry.to,
      parameters,
      digest: digestOf(own ? canonicalParameters(parameters) : canonicalDefaults, entry.to),
      bulk: options.forcedBulk ?? bulk ?? defaultBulk,
      ...(retry && { retry }),
    };
  });
}

function overrides(entry: ReturnType<typeof entryOf>): boolean {
  return Boolean(entry.from ?? entry.callbacks ?? entry.options) || entry.digits !== undefined;
}
