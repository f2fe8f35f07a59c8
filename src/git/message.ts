import { keyOf, type Entry } from '../ledger/entry.js';
import type { Lockfile } from '../ledger/lockfile/decode.js';
import { isEqual } from '../ledger/merge/versions.js';
import { clean } from '../privacy/clean.js';
import { countStates, stateCountsText } from '../report/ledger/entries.js';

/** A lockfile before and after. */
export interface Change {
  readonly before: Lockfile | undefined;
  readonly after: Lockfile;
}

/** The message of a commit of lockfiles: how many calls it records and how they stand, and no phone number. */
export function messageOf(changes: readonly Change[]): string {
  const plans = changes.map((change) => ({
    plan: clean(change.after.header.plan),
    entries: changedIn(change),
  }));
  const all = plans.flatMap(({ entries }) => entries);
  const [only, ...others] = plans;
  const what = only && others.length === 0 ? only.plan : `${plans.length} plans`;
  if (all.length === 0 && changes.every(({ before }) => !before)) return `Begin the record of ${what}\n`;
  if (all.length === 0) return `Put the record of ${what} into its final form\n`;
  const subject = `Record ${counted(all)} of ${what}: ${standingsOf(all)}\n`;
  if (others.length === 0) return subject;
  const lines = plans.map(
    ({ plan, entries }) => `- ${plan}: ${entries.length === 0 ? 'no news' : standingsOf(entries)}\n`,
  );
  return `${subject}\n${lines.join('')}`;
}

function changedIn({ before, after }: Change): Entry[] {
  return [...after.entries.values()].filter(
    (entry) => !isEqual(entry, before?.entries.get(keyOf(entry.edition, entry.id))),
  );
}

function counted(entries: readonly Entry[]): string {
  return entries.length === 1 ? '1 call' : `${entries.length} calls`;
}

function standingsOf(entries: readonly Entry[]): string {
  return stateCountsText(countStates(entries));
}
