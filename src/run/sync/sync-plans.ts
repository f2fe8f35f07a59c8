import { orThrow } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import type { Io } from '../../io/io.js';
import type { Entries } from '../../ledger/entry.js';
import { closeAll, type OpenLedger } from '../../ledger/ledger.js';
import type { SyncedLedger } from '../../report/ledger/sync.js';
import type { Target } from '../../targets/target.js';
import type { ReadyPlan } from '../../workspace/ready-plan.js';
import type { Ready } from '../../workspace/workspace.js';
import { createPace } from '../pace.js';
import { syncCalls } from './sync.js';

/** Work on a plan's ledger while it is held. */
type Then = (synced: SyncedLedger, ledger: OpenLedger) => Promise<void>;

/**
 * Reads the plans' calls back and records what became of them, then does what else is wanted while the ledgers are held. Plans that
 * never called anybody are passed over. Throws Faults.
 */
export async function syncPlans(
  io: Io,
  { plans, ledgers }: Pick<Ready, 'plans' | 'ledgers'>,
  target: Target,
  signal: AbortSignal,
  then: Then = () => Promise.resolve(),
): Promise<SyncedLedger[]> {
  const { account } = target;
  const opened: { plan: ReadyPlan; ledger: OpenLedger }[] = [];
  try {
    for (const plan of plans) {
      if (orThrow(await plan.ledger.read({ account, create: true })).entries.size === 0) continue;
      opened.push({ plan, ledger: await plan.ledger.open({ account, create: false }) });
    }
    const learnt = await syncCalls(
      opened.map(({ plan, ledger }) => ({ ledger, calls: plan.calls })),
      {
        read: target.client.read,
        pace: createPace(target.readsPerSecond, io.clock),
        random: io.random,
        clock: io.clock,
        signal,
        others: await ledgers.readOthers(
          plans.map(({ ledger }) => ledger),
          account,
        ),
      },
    );
    const synced: SyncedLedger[] = [];
    for (const [index, { plan, ledger }] of opened.entries()) {
      const one = syncedOf(plan, ledger.entries, learnt[index] ?? []);
      await then(one, ledger);
      synced.push(one);
    }
    return synced;
  } finally {
    await closeAll(opened.map(({ ledger }) => ledger));
  }
}

function syncedOf(
  { file, plan, edition, ledger }: ReadyPlan,
  entries: Entries,
  learnt: SyncedLedger['learnt'],
): SyncedLedger {
  return { file, plan: plan.name, edition, lockfile: ledger.lockfile.file, learnt, entries };
}

/** Whether reading was broken off because the person asked for it. */
export function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && error instanceof Fault && error.code === 'plivo-unread';
}
