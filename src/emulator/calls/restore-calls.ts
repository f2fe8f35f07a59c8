import type { CallStore } from './call-store.js';
import type { Call } from './call.js';
import type { Line } from './line.js';
import type { Lives } from './lives.js';

interface Surroundings {
  readonly store: Pick<CallStore, 'add'>;
  readonly line: Pick<Line, 'join' | 'count'>;
  readonly lives: Pick<Lives, 'resume'>;
  readonly now: number;
}

/** Takes up the calls that another emulator left, oldest first. */
export function restoreCalls(calls: readonly Call[], { store, line, lives, now }: Surroundings): void {
  for (const call of calls) store.add([call], JSON.stringify(call.placed).length);
  const dialled = calls.flatMap(({ startedAt }) =>
    startedAt !== undefined && startedAt <= now ? [startedAt] : [],
  );
  for (const at of dialled.sort((one, other) => one - other)) line.count(at);
  for (const call of [...calls].sort((one, other) => endOf(one) - endOf(other)))
    if (call.state === 'queued') line.join(call);
    else if (call.state !== 'forgotten') lives.resume(call);
}

/** Stable sorting leaves those without an end in the order in which they were placed. */
function endOf({ state, timeline }: Call): number {
  return state === 'ended' && timeline ? timeline.endedAt : Number.MAX_VALUE;
}
