import { keyOf, type Entry } from '../../../src/ledger/entry.js';
import type { CanceledLedger } from '../../../src/report/ledger/cancel.js';
import type { KnownLedger } from '../../../src/report/ledger/status.js';
import type { SyncedLedger } from '../../../src/report/ledger/sync.js';
import type { Synced } from '../../../src/ledger/synced.js';

const at = '2026-11-23T10:00:00.000Z';

/** What becomes of ledgers in the reports on them. */
interface LedgerResults {
  readonly status: readonly KnownLedger[];
  readonly sync: readonly SyncedLedger[];
  readonly cancel: readonly CanceledLedger[];
}

/** Ledgers in which everything that others could have written is this text. */
export function ledgersOf(text: string): LedgerResults {
  const named = { file: text, plan: text, lockfile: text };
  const entries = entriesOf(text);
  const learnt: Synced[] = entries.map((entry) => ({ entry, isNews: true, isAwaited: false }));
  const doubtful = learnt.map((one) => ({ ...one, doubt: { kind: 'unclear' as const, uuids: [text] } }));
  return {
    status: [{ ...named, entries }],
    sync: [
      {
        ...named,
        edition: '2',
        learnt: [...learnt, ...doubtful],
        entries: new Map(entries.map((entry) => [keyOf(entry.edition, entry.id), entry])),
      },
    ],
    cancel: [{ ...named, canceled: entries.flatMap((entry) => [{ entry }, { entry, problem: text }]) }],
  };
}

function entriesOf(text: string): Entry[] {
  const entry = (id: string, given: Partial<Entry>): Entry => ({
    ...{ edition: text, id, to: text, from: text, digest: `v1:${'0'.repeat(64)}`, state: 'accepted', at },
    ...given,
  });
  return [
    entry(text, { message: text, request_uuid: text }),
    entry(`2${text}`, { state: 'rejected', error: text }),
    entry(`3${text}`, { settled: { by: text, at, reason: text } }),
    entry(`4${text}`, {
      state: 'completed',
      call: {
        call_uuid: text,
        end_time: at,
        hangup_cause_name: text,
        hangup_source: text,
        total_amount: '1',
      },
    }),
  ];
}
