import type { Entries, Entry } from '../../ledger/entry.js';
import { isEnding } from '../../ledger/states.js';
import type { Doubt, Synced } from '../../ledger/synced.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import { jsonText } from '../../text/json-text.js';
import { shellWord } from '../../text/shell.js';
import type { RenderOptions } from '../report.js';
import { countStates, entriesText, entryJson, stateCountsText, type CallJson } from './entries.js';

/** What was read back of one plan's calls. */
export interface SyncedLedger {
  /** The plan's file, as the user would type it. */
  readonly file: string;
  readonly plan: string;
  readonly edition: string;
  readonly lockfile: string;
  readonly learnt: readonly Synced[];
  /** All that the ledger now knows. */
  readonly entries: Entries;
}

/** How many calls that ended are listed of one plan. */
const LISTED = 50;

/** What was read back as text: a block a plan, with the calls that ended, those in doubt with what to do, and the counts. */
export function syncText(synced: readonly SyncedLedger[], { colors }: Pick<RenderOptions, 'colors'>): string {
  if (synced.length === 0) return 'Nothing was called yet.\n';
  return synced.map((one) => ledgerText(one, colors)).join('\n');
}

function ledgerText(synced: SyncedLedger, colors: Colors): string {
  const { file, plan, lockfile, learnt } = synced;
  const ended = learnt.filter(({ isNews, entry }) => isNews && isEnding(entry.state));
  const head = `${colors.bold(clean(file))}  ${clean(plan)}  ${colors.dim(clean(lockfile))}\n`;
  const doubts = learnt.map((one) => doubtLine(one, synced, colors)).join('');
  const listed = ended.slice(0, LISTED).map(({ entry }) => entry);
  const more = ended.length > LISTED ? `  … and ${ended.length - LISTED} more\n` : '';
  return `${head}${entriesText(listed, colors)}${more}${doubts}  ${summaryText(learnt, ended)}\n`;
}

function summaryText(learnt: readonly Synced[], ended: readonly Synced[]): string {
  const count = (what: (one: Synced) => boolean, words: string): string[] => {
    const n = learnt.filter(what).length;
    return n > 0 ? [`${n} ${words}`] : [];
  };
  const parts = [
    ...(ended.length > 0 ? [`ended: ${stateCountsText(countStates(ended.map(({ entry }) => entry)))}`] : []),
    ...count(({ standing }) => standing === 'queued', 'still queued'),
    ...count(({ standing }) => standing === 'live', 'live'),
    ...count(({ isAwaited, standing }) => isAwaited && !standing, 'not on record yet'),
    ...count((one) => isLost(one), 'never came on record'),
    ...count(({ doubt }) => doubt !== undefined, 'in doubt'),
  ];
  return parts.length > 0 ? parts.join('; ') : 'every call has ended';
}

/** Accepted, and yet Plivo knows nothing of it when it should have ended long ago. */
function isLost({ entry, isAwaited, doubt }: Synced): boolean {
  return !isAwaited && !doubt && !isEnding(entry.state);
}

function doubtLine({ entry, doubt }: Synced, synced: SyncedLedger, colors: Colors): string {
  if (!doubt) return '';
  const words = clean(doubtText(doubt, entry, synced));
  return `  ${colors.yellow('in doubt')}  ${clean(entry.id)}  ${words}\n`;
}

function doubtText(doubt: Doubt, entry: Entry, synced: SyncedLedger): string {
  switch (doubt.kind) {
    case 'unclear':
      return `may be ${doubt.uuids.slice(0, 5).join(' or ')}; look at their details, then: ${resolveCommand(entry, synced, '--placed', '--not-placed')}`;
    case 'early':
      return `no call of the account fits; one could still come until ${minute(doubt.until)}`;
    case 'absent':
      return `no call of the account fits, and one would be on record by now; if you agree: ${resolveCommand(entry, synced, '--not-placed')} --reason ${shellWord('no such call on record at Plivo')}`;
    case 'forgotten':
      return `Plivo keeps no records of that time; a person has to know: ${resolveCommand(entry, synced, '--placed', '--not-placed')}`;
  }
}

function resolveCommand({ id, edition }: Entry, synced: SyncedLedger, ...flags: string[]): string {
  const words = ['callplan', 'resolve', synced.file, id].map(shellWord);
  const other = edition === synced.edition ? [] : ['--edition', shellWord(edition)];
  return [...words, ...other, flags.join(' or ')].join(' ');
}

function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What `sync --format json` prints of each call that it asked for. */
type SyncedJson = CallJson & {
  readonly at: string;
  readonly standing?: Synced['standing'];
  readonly doubt?: {
    readonly kind: Doubt['kind'];
    readonly uuids?: readonly string[];
    readonly until?: string;
  };
};

/** What was read back as one JSON value: `{"calls":[…],"counts":{…}}`. */
export function syncJson(synced: readonly SyncedLedger[]): string {
  const known = synced.flatMap(({ entries }) => [...entries.values()]);
  return jsonText({ calls: synced.flatMap(callsJson), counts: countStates(known) });
}

function callsJson({ plan, learnt }: SyncedLedger): SyncedJson[] {
  return learnt.map(({ entry, standing, doubt }) => ({
    ...entryJson(plan, entry),
    at: entry.at,
    ...(standing && { standing }),
    ...(doubt && { doubt: 'until' in doubt ? { ...doubt, until: doubt.until.toISOString() } : doubt }),
  }));
}
