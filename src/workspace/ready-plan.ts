import { expand, type Call } from '../calls/expand.js';
import type { Span } from '../diagnostics/diagnostic.js';
import type { Ledger, Ledgers } from '../ledger/ledger.js';
import type { Plan } from '../plan/plan.js';
import type { FoundFile } from '../source/files/find.js';
import type { ReadPlan } from './read-plan.js';
import type { LoadedSettings, Setting } from './settings/settings.js';

/** A plan that may be run: free of errors, expanded into its calls. */
export interface ReadyPlan extends FoundFile {
  readonly plan: Plan;
  readonly edition: string;
  readonly calls: readonly Call[];
  /** The list files that it names, as the user would type them. */
  readonly lists: readonly string[];
  readonly ledger: Ledger;
  /** Where each call is, by its index, if that was asked for. */
  readonly placeOf?: (index: number) => Span;
}

export interface ReadyOptions {
  readonly loaded: LoadedSettings;
  readonly ledgers: Ledgers;
  /** Whether it is of interest where each call is: to know it takes much memory. */
  readonly places?: boolean | undefined;
}

/** A plan that is free of errors, with its calls as the settings have them. */
export function readyPlan(
  read: ReadPlan,
  plan: Plan,
  { loaded, ledgers, places = false }: ReadyOptions,
): ReadyPlan {
  const { bulk, edition } = loaded.settings;
  return {
    file: read.file,
    path: read.path,
    plan,
    lists: read.lists.map(({ file }) => file),
    edition: edition.value ?? plan.edition ?? '1',
    calls: expand(plan, {
      ...(edition.value === undefined ? {} : { edition: edition.value }),
      ...(isForced(bulk) ? { forcedBulk: bulk.value } : { bulk: bulk.value }),
    }),
    ledger: ledgers.of({ file: read.file, path: read.path, name: plan.name }),
    ...(places && read.placeOf && { placeOf: read.placeOf }),
  };
}

/** Whether a setting comes before what the plans say. */
export function isForced({ origin }: Setting<unknown>): boolean {
  return origin === 'flag' || origin === 'environment';
}
