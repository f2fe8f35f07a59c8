import { Fault } from '../../diagnostics/fault.js';
import type { Ledger } from '../../ledger/entry.js';
import { canonicalPath } from '../../ledger/lockfile/files.js';
import { readLedger, type Store } from '../../ledger/lockfile/store.js';
import type { SyncedReport } from '../../report/ledger/synced.js';
import { createPace } from '../pace.js';
import { syncCalls } from './sync.js';
import { findLockfiles } from '../../source/files/listing.js';
import { display } from '../../source/files/paths.js';
import type { Io } from '../../io/io.js';
import { openStoreOf, readLedgerOf } from '../../workspace/lockfiles.js';
import type { ReadyPlan } from '../../workspace/plans.js';
import type { Target } from '../../targets/target.js';

/** What was read back of one plan, and all that its lockfile now knows. */
export interface SyncedLedger extends SyncedReport {
  readonly ready: ReadyPlan;
  readonly ledger: Ledger;
}

/** Work on a plan's lockfile while it is held. */
type Then = (synced: SyncedLedger, store: Store) => Promise<void>;

/**
 * Reads the plans' calls back and records what became of them, then does what else is wanted while the lockfiles are held. Plans that
 * never called anybody are passed over. Throws Faults.
 */
export async function syncPlans(
  io: Io,
  plans: readonly ReadyPlan[],
  target: Target,
  signal: AbortSignal,
  then: Then = () => Promise.resolve(),
): Promise<SyncedLedger[]> {
  const opened: { ready: ReadyPlan; store: Store }[] = [];
  try {
    for (const ready of plans) {
      const use = { header: target.header, create: true };
      if ((await readLedgerOf(io, ready, use)).size === 0) continue;
      opened.push({ ready, store: await openStoreOf(io, ready, { ...use, create: false }) });
    }
    const learnt = await syncCalls(
      opened.map(({ ready, store }) => ({ claims: store, ledger: store.ledger, calls: ready.calls })),
      {
        get: target.client.get,
        pace: createPace(target.readsPerSecond, io.clock),
        random: io.random,
        clock: io.clock,
        signal,
        others: await otherLedgers(io, plans, target),
      },
    );
    const synced: SyncedLedger[] = [];
    for (const [index, { ready, store }] of opened.entries()) {
      const one = syncedOf(ready, store.ledger, learnt[index] ?? []);
      await then(one, store);
      synced.push(one);
    }
    return synced;
  } finally {
    await closeAll(opened.map(({ store }) => store));
  }
}

function syncedOf(ready: ReadyPlan, ledger: Ledger, learnt: SyncedReport['learnt']): SyncedLedger {
  const { file, plan, edition, lockfile } = ready;
  return { file, plan: plan.name, edition, lockfile: lockfile.file, learnt, ready, ledger };
}

/** The first trouble there is, once all have been tried. */
async function closeAll(stores: readonly Store[]): Promise<void> {
  const closed = await Promise.allSettled(stores.map((store) => store.close()));
  const failed = closed.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** What the account's other lockfiles know. One that cannot be read may claim any call, so it is a Fault. */
async function otherLedgers(io: Io, plans: readonly ReadyPlan[], { header }: Target): Promise<Ledger[]> {
  // By whatever name a link gives it, a lockfile is no rival of itself.
  const met = new Set(await Promise.all(plans.map(({ lockfile }) => canonicalPath(lockfile.path))));
  const folders = new Set(plans.map(({ records }) => records));
  const ledgers: Ledger[] = [];
  for (const path of [...folders].flatMap(findLockfiles)) {
    const canonical = await canonicalPath(path);
    if (met.has(canonical)) continue;
    met.add(canonical);
    const found = await readLedger(display(path, io.cwd), io.host);
    if (found?.header.account === header.account && found.header.target === header.target)
      ledgers.push(found.ledger);
  }
  return ledgers;
}

/** Whether reading was broken off because the person asked for it. */
export function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && error instanceof Fault && error.code === 'plivo-unread';
}
