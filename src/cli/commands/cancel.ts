import { Exit } from '../../diagnostics/exit.js';
import { clean } from '../../privacy/clean.js';
import { entryJson } from '../../report/ledger/entries.js';
import { cancelQueued, type Cancellation } from '../../run/sync/cancel.js';
import { createPace } from '../../run/pace.js';
import { createStop } from '../../run/stop.js';
import { outColors, printJson, type Io } from '../../io/io.js';
import type { ReadBackFlags } from '../../workspace/flags.js';
import { readyWorkspace } from '../ready.js';
import { listenForSignals } from '../../run/signals.js';
import { isInterruption, syncPlans, type SyncedLedger } from '../../run/sync/sync-plans.js';
import { openTarget } from '../../targets/open-target.js';
import { exitOfSynced } from './sync.js';

type Canceled = SyncedLedger & { readonly canceled: readonly Cancellation[] };

/** `callplan cancel`: takes back the calls that Plivo has in its queue, of every edition. Reads all calls back on the way. */
export async function cancel(
  io: Io,
  named: string[],
  { format, apiUrl, simulate = false, ...flags }: ReadBackFlags,
): Promise<number> {
  if (!simulate) io.maskInLog();
  const ready = await readyWorkspace(io, { named, flags, simulate });
  if (!ready) return Exit.findings;
  // What is queued must still be so when its turn comes to be taken back.
  const target = await openTarget(io, ready.loaded, { simulate, apiUrl, speed: 1 });
  const pace = createPace(target.readsPerSecond, io.clock);
  const stop = createStop();
  const signals = listenForSignals(io, stop, 'no further call is taken back');
  const done: Canceled[] = [];
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
  print(io, format, done);
  const isRefused = done.some(({ canceled }) => canceled.some(({ problem }) => problem !== undefined));
  return signals.exit() ?? (isRefused ? Exit.findings : exitOfSynced(done));
}

function print(io: Io, format: 'text' | 'json', done: readonly Canceled[]): void {
  if (format === 'json')
    printJson(io, {
      calls: done.flatMap(({ plan, canceled }) =>
        canceled.map(({ entry, problem }) => ({
          ...entryJson(plan, entry),
          ...(problem !== undefined && { problem }),
        })),
      ),
    });
  else if (done.length === 0) io.stdout.write('Nothing was called yet.\n');
  else io.stdout.write(done.map((one) => block(io, one)).join('\n'));
}

function block(io: Io, { file, plan, lockfile, canceled }: Canceled): string {
  const colors = outColors(io);
  const lines = canceled.map(({ entry, problem }) =>
    problem === undefined
      ? `  ${colors.green('canceled')}  ${clean(entry.id)}\n`
      : `  ${colors.red('not canceled')}  ${clean(entry.id)}  ${clean(problem)}\n`,
  );
  const count = canceled.filter(({ problem }) => problem === undefined).length;
  const summary = canceled.length === 0 ? 'nothing is queued' : `${count} of ${canceled.length} taken back`;
  return `${colors.bold(clean(file))}  ${plan}  ${colors.dim(clean(lockfile))}\n${lines.join('')}  ${summary}\n`;
}
