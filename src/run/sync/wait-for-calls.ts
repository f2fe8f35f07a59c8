import { Fault } from '../../diagnostics/fault.js';
import { keyOf, type Entries } from '../../ledger/entry.js';
import { isEnding } from '../../ledger/states.js';
import { duration } from '../../text/duration.js';
import { countStates, stateCountsText } from '../../report/ledger/entries.js';
import type { SyncedLedger } from '../../report/ledger/sync.js';
import { createStop, limitTime, type Stop } from '../stop.js';
import type { Synced } from '../../ledger/synced.js';
import { rowOptions, runRows } from '../tasks.js';
import type { Io } from '../../io/io.js';
import type { CallResult, PlanResult, RunResult } from '../../steps/result.js';
import type { Ready } from '../../workspace/workspace.js';
import { listenForSignals } from '../signals.js';
import { isInterruption, syncPlans } from './sync-plans.js';
import type { Target } from '../../targets/target.js';

/** How long is waited before Plivo is asked again, in ms: at first, and at most. */
const [FIRST_MS, LONGEST_MS] = [1000, 30_000];

/**
 * Reads the run's calls back until Plivo has told of each how it ended, and gives the result as it is then; of a run that a signal or
 * its lockfile has ended, as it is. `stopAfterSeconds` counts from the run's beginning. No lockfile is held between two questions, and
 * each is in its final form. What cannot be read back becomes the result's failure.
 */
export async function waitForCalls(
  io: Io,
  ready: Pick<Ready, 'plans' | 'ledgers'>,
  result: RunResult,
  target: Target,
  stopAfterSeconds: number | undefined,
): Promise<RunResult> {
  if (result.failure || result.signalExit !== undefined || result.timeIsUp) return result;
  const stop = createStop();
  const signals = listenForSignals(io, stop, 'the calls go on; callplan sync tells later how they ended');
  const left = stopAfterSeconds === undefined ? undefined : Math.max(0, stopAfterSeconds - result.seconds);
  const time = limitTime(left, stop);
  const waiting = createWaiting(io, ready, target, stop);
  const row = { name: 'waiting', progress: waiting.progress, skip: () => undefined, work: waiting.work };
  const options = rowOptions(io);
  const failure = await runRows([row], options).then(
    () => undefined,
    (error: unknown) => (isInterruption(error, stop.signal) ? undefined : (error as Error)),
  );
  signals.off();
  time.off();
  const signalExit = signals.exit();
  return {
    ...result,
    plans: result.plans.map((plan) => asReadBack(plan, waiting.known())),
    ...(signalExit !== undefined && { signalExit }),
    ...(failure && { failure }),
  };
}

interface Waiting {
  readonly progress: () => string;
  /** Resolves with what has become of the calls. */
  readonly work: () => Promise<string>;
  readonly known: () => readonly SyncedLedger[];
}

function createWaiting(
  io: Io,
  ready: Parameters<typeof waitForCalls>[1],
  target: Target,
  stop: Stop,
): Waiting {
  let known: readonly SyncedLedger[] = [];
  let left: readonly Synced[] = [];
  const began = io.clock.now();
  const elapsed = (): string => duration((io.clock.now() - began) / 1000);
  return {
    known: () => known,
    progress: () => {
      const live = left.filter(({ standing }) => standing === 'live').length;
      const queued = left.filter(({ standing }) => standing === 'queued').length;
      const where = [...(live > 0 ? [`${live} live`] : []), ...(queued > 0 ? [`${queued} queued`] : [])];
      return `for ${left.length} calls to end${where.length > 0 ? ` (${where.join(', ')})` : ''}, ${elapsed()} elapsed`;
    },
    work: async () => {
      for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
        await io.clock.sleep(pause, stop.signal);
        if (stop.signal.aborted) break;
        const synced = await syncUnlessHeld(io, ready, target, stop.signal);
        if (!synced) continue;
        known = synced;
        left = synced.flatMap(({ learnt }) => learnt.filter(({ isAwaited }) => isAwaited));
        if (left.length === 0) break;
      }
      const ended = endedText(known);
      return `${ended} ended after ${elapsed()}${left.length > 0 ? `; ${left.length} not yet` : ''}`;
    },
  };
}

/** Somebody may be taking calls back, or settling one, while the run waits. */
async function syncUnlessHeld(...args: Parameters<typeof syncPlans>): Promise<SyncedLedger[] | undefined> {
  try {
    return await syncPlans(...args);
  } catch (error) {
    if (error instanceof Fault && error.code === 'locked') return undefined;
    throw error;
  }
}

function endedText(known: readonly SyncedLedger[]): string {
  const ended = known
    .flatMap(({ entries, edition }) => [...entries.values()].filter((entry) => entry.edition === edition))
    .filter(({ state }) => isEnding(state));
  return stateCountsText(countStates(ended));
}

function asReadBack(result: PlanResult, known: readonly SyncedLedger[]): PlanResult {
  const entries = known.find(({ file }) => file === result.file)?.entries;
  if (!entries) return result;
  return { ...result, calls: result.calls.map((call) => withEntry(call, entries)) };
}

function withEntry(call: CallResult, entries: Entries): CallResult {
  const { edition, id } = call.step.call;
  const entry = entries.get(keyOf(edition, id));
  return { ...call, ...(entry && { entry }) };
}
