import type { Entry } from '../../ledger/entry.js';
import type { Client } from '../../plivo/client.js';
import type { OpenLedger } from '../../ledger/ledger.js';
import type { Pace } from '../pace.js';
import type { Synced } from '../../ledger/synced.js';

/** What came of taking one call back: it is canceled, or why not. */
export interface Cancellation {
  readonly entry: Entry;
  readonly problem?: string;
}

export interface CancelContext {
  readonly ledger: Pick<OpenLedger, 'record'>;
  readonly cancel: Client['cancel'];
  readonly pace: Pace;
  /** Aborted when no further call shall be taken back. */
  readonly signal: AbortSignal;
}

/** Takes the calls back that Plivo still has in its queue, each recorded as soon as Plivo has agreed. Throws the store's Fault. */
export async function cancelQueued(
  learnt: readonly Synced[],
  { ledger, cancel, pace, signal }: CancelContext,
): Promise<Cancellation[]> {
  const done: Cancellation[] = [];
  for (const { entry, standing } of learnt) {
    if (standing !== 'queued') continue;
    if (entry.request_uuid === undefined) {
      done.push({ entry, problem: 'Plivo does not tell the id of its request' });
      continue;
    }
    if (!(await pace.next(1, signal))) break;
    const problem = await cancel(entry.request_uuid);
    const canceled: Entry = { ...entry, state: 'canceled' };
    if (problem === undefined) await ledger.record([canceled]);
    done.push(problem === undefined ? { entry: canceled } : { entry, problem });
  }
  return done;
}
