import { Exit } from '../../diagnostics/exit.js';
import type { CanceledLedger } from '../../report/ledger/cancel.js';
import type { SyncedLedger } from '../../report/ledger/sync.js';
import { cancelQueued } from '../../run/sync/cancel.js';
import { createPace } from '../../run/pace.js';
import { createStop } from '../../run/stop.js';
import type { Io } from '../../io/io.js';
import { printReport } from '../outputs/write.js';
import type { CancelFlags } from '../program/commands/cancel.js';
import { readyWorkspace } from '../ready.js';
import { listenForSignals } from '../../run/signals.js';
import { isInterruption, syncPlans } from '../../run/sync/sync-plans.js';
import { openTarget } from '../../targets/open-target.js';
import { exitOfSynced } from './sync.js';

/** `callplan cancel`: takes back the calls that Plivo has in its queue, of every edition. Reads all calls back on the way. */
export async function cancel(
  io: Io,
  named: string[],
  { format, apiUrl, simulate = false, ...flags }: CancelFlags,
): Promise<number> {
  if (!simulate) io.maskInLog();
  const ready = await readyWorkspace(io, { named, flags, simulate });
  if (!ready) return Exit.findings;
  // What is queued must still be so when its turn comes to be taken back.
  const target = await openTarget(io, ready.loaded, { simulate, apiUrl, speed: 1 });
  const pace = createPace(target.readsPerSecond, io.clock);
  const stop = createStop();
  const signals = listenForSignals(io, stop, 'no further call is taken back');
  const done: (SyncedLedger & CanceledLedger)[] = [];
  try {
    const { signal } = stop;
    await syncPlans(io, ready, target, signal, async (synced, ledger) => {
      const context = { ledger, cancel: target.client.cancel, pace, signal };
      done.push({ ...synced, canceled: await cancelQueued(synced.learnt, context) });
    });
  } catch (error) {
    if (!isInterruption(error, stop.signal)) throw error;
  } finally {
    signals.off();
    await target.close();
  }
  await printReport(io, 'cancel', format, done);
  const isRefused = done.some(({ canceled }) => canceled.some(({ problem }) => problem !== undefined));
  return signals.exit() ?? (isRefused ? Exit.findings : exitOfSynced(done));
}
