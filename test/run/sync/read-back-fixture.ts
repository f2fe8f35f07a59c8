import type { Call } from '../../../src/calls/expand.js';
import { keyOf, type Entry, type Entries } from '../../../src/ledger/entry.js';
import { applyLine } from '../../../src/ledger/lockfile/decode.js';
import { createPace } from '../../../src/run/pace.js';
import { READS_PER_SECOND } from '../../../src/targets/target.js';
import type { Synced } from '../../../src/ledger/synced.js';
import { syncCalls } from '../../../src/run/sync/sync.js';
import { entryOf, X } from '../../steps/steps-fixture.js';
import { createAccount, type Account, type AccountCall } from '../account-fixture.js';
import { createFakeClock } from '../fake-clock.js';

export const ID = '9834029e-58b6-11e1-b8b7-a5bd0e4e126f';

export interface Said {
  readonly entries: readonly Entry[];
  readonly calls?: readonly Call[];
  readonly account?: readonly AccountCall[] | Account;
  readonly others?: readonly Entry[];
  /** Hours after the attempts, which are of 10:00. */
  readonly hours?: number;
}

export interface Learnt {
  readonly learnt: readonly Synced[];
  readonly recorded: readonly Entry[];
  readonly known: Entries;
  readonly asked: readonly string[];
}

export const entriesOf = (entries: readonly Entry[]): Map<string, Entry> =>
  new Map(entries.map((entry) => [keyOf(entry.edition, entry.id), entry]));

export async function sync({
  entries,
  calls = [],
  account = [],
  others = [],
  hours = 0.5,
}: Said): Promise<Learnt> {
  const clock = createFakeClock();
  const plivo = 'read' in account ? account : createAccount(account);
  const known = entriesOf(entries);
  const recorded: Entry[] = [];
  const record = (lines: readonly Entry[]): Promise<void> => {
    for (const line of lines) applyLine(known, line);
    recorded.push(...lines);
    return Promise.resolve();
  };
  const context = {
    read: plivo.read,
    pace: createPace(READS_PER_SECOND, clock),
    random: () => 0,
    clock: { ...clock, date: () => new Date(Date.UTC(2026, 10, 23, 10) + hours * 3_600_000) },
    signal: new AbortController().signal,
    others: [entriesOf(others)],
  };
  const [learnt = []] = await clock.until(
    syncCalls([{ ledger: { entries: known, record }, calls }], context),
  );
  return { learnt, recorded, known, asked: plivo.asked };
}

export const john = { john: X };
export const doubt = entryOf(john, { state: 'in_doubt', error: 'HTTP 502' });
export const accepted = entryOf(john, { request_uuid: ID, message: 'call queued', status: 200 });
export const theCall: AccountCall = { uuid: ID, to: X };
export const RECORD = {
  call_uuid: ID,
  initiation_time: '2026-11-23T10:00:01.000Z',
  answer_time: '2026-11-23T10:00:01.000Z',
  end_time: '2026-11-23T10:01:00.000Z',
  call_duration: 34,
  bill_duration: 60,
  total_amount: '0.00600',
  total_rate: '0.00600',
  hangup_cause_code: 4000,
  hangup_cause_name: 'Normal Hangup',
  hangup_source: 'Callee',
};
export const settled = {
  by: 'callplan sync',
  at: '2026-11-23T10:30:00.000Z',
  reason: `of all calls of the account only ${ID} fits`,
};
