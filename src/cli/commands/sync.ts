import { Exit } from '../../diagnostics/exit.js';
import type { SyncedLedger } from '../../report/ledger/sync.js';
import { createStop } from '../../run/stop.js';
import type { Io } from '../../io/io.js';
import { printReport } from '../outputs/write.js';
import type { SyncFlags } from '../program/commands/sync.js';
import { readyWorkspace } from '../ready.js';
import { listenForSignals } from '../../run/signals.js';
import { isInterruption, syncPlans } from '../../run/sync/sync-plans.js';
import { openTarget } from '../../targets/open-target.js';

/** `callplan sync`: what became of the calls, read back from Plivo into the lockfiles. Calls nobody. */
export async function sync(
  io: Io,
  named: string[],
  { format, apiUrl, simulate = false, ...flags }: SyncFlags,
): Promise<number> {
  if (!simulate) io.maskInLog();
  const ready = await readyWorkspace(io, { named, flags, simulate });
  if (!ready) return Exit.findings;
  const target = await openTarget(io, ready.loaded, { simulate, apiUrl });
  const stop = createStop();
  const signals = listenForSignals(io, stop, 'nothing more is asked for');
  try {
    const synced = await syncPlans(io, ready, target, stop.signal);
    await printReport(io, 'sync', format, synced);
    return exitOfSynced(synced);
  } catch (error) {
    if (!isInterruption(error, stop.signal)) throw error;
    return signals.exit() ?? Exit.unable;
  } finally {
    signals.off();
    await target.close();
  }
}

/** Whether a person has to say what became of a call. */
export function exitOfSynced(synced: readonly SyncedLedger[]): Exit {
  const isDoubtful = synced.some(({ entries }) =>
    [...entries.values()].some(({ state }) => state === 'in_doubt' || state === 'sending'),
  );
  return isDoubtful ? Exit.inDoubt : Exit.fine;
}
