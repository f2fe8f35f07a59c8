import type { Entry } from '../../ledger/entry.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import { jsonText } from '../../text/json-text.js';
import type { RenderOptions } from '../report.js';
import { countStates, entriesText, entryJson, stateCountsText } from './entries.js';

/** What is known of one plan's calls. */
export interface KnownLedger {
  /** The plan's file, as the user would type it. */
  readonly file: string;
  readonly plan: string;
  readonly lockfile: string;
  /** In order of their editions and ids. */
  readonly entries: readonly Entry[];
}

/** What ledgers know as text: a block a plan, with a table for each edition. */
export function statusText(known: readonly KnownLedger[], { colors }: Pick<RenderOptions, 'colors'>): string {
  return known.map((one) => ledgerText(one, colors)).join('\n');
}

function ledgerText({ file, plan, lockfile, entries }: KnownLedger, colors: Colors): string {
  const head = `${colors.bold(clean(file))}  ${clean(plan)}  ${colors.dim(clean(lockfile))}\n`;
  if (entries.length === 0) return `${head}  nothing was called yet\n`;
  const editions = [...new Set(entries.map((entry) => entry.edition))];
  const tables = editions.map((edition) => {
    const own = entries.filter((entry) => entry.edition === edition);
    return `  edition ${clean(edition)}: ${stateCountsText(countStates(own))}\n${entriesText(own, colors)}`;
  });
  return head + tables.join('');
}

/** What ledgers know as one JSON value: `{"calls":[…],"counts":{…}}`. */
export function statusJson(known: readonly KnownLedger[]): string {
  const calls = known.flatMap(({ plan, entries }) =>
    entries.map((entry) => ({ ...entryJson(plan, entry), at: entry.at, digest: entry.digest })),
  );
  return jsonText({ calls, counts: countStates(known.flatMap(({ entries }) => entries)) });
}
