import type { CallStore } from './call-store.js';
import type { Call } from './call.js';
import type { DialQueue } from './dial-queue.js';
import type { LiveCalls } from './live-calls.js';

interface Surroundings {
  readonly store: Pick<CallStore, 'add'>;
  readonly queue: Pick<DialQueue, 'join' | 'countDialled'>;
  readonly live: Pick<LiveCalls, 'restore'>;
  readonly now: number;
}

/** Takes up the calls that another emulator left, oldest first. */
export function restoreCalls(calls: readonly Call[], { store, queue, live, now }: Surroundings): void {
  for (const call of calls) store.add([call], JSON.stringify(call.placed).length);
  const dialled = calls.flatMap(({ startedAt }) =>
    startedAt !== undefined && startedAt <= now ? [startedAt] : [],
  );
  for (const at of dialled.sort((one, other) => one - other)) queue.countDialled(at);
  for (const call of [...calls].sort((one, other) => endOf(one) - endOf(other)))
    if (call.state === 'queued') queue.join(call);
    else if (call.state !== 'forgotten') live.restore(call);
}

/** Stable sorting leaves those without an end in the order in which they were placed. */
function endOf({ state, timeline }: Call): number {
  return state === 'ended' && timeline ? timeline.endedAt : Number.MAX_VALUE;
}
