import type { CallStore } from '../calls/call-store.js';
import { createCall, type Call } from '../calls/call.js';
import type { Line } from '../calls/line.js';
import type { Lives } from '../calls/lives.js';
import type { SavedCall } from './saved-call.js';

interface Surroundings {
  readonly store: Pick<CallStore, 'add'>;
  readonly line: Pick<Line, 'join' | 'count'>;
  readonly lives: Pick<Lives, 'resume'>;
  readonly now: number;
}

/** Takes up the calls that another emulator left, oldest first. */
export function resumeCalls(saved: readonly SavedCall[], { store, line, lives, now }: Surroundings): void {
  const calls = saved.map(resumed);
  for (const call of calls) store.add([call], JSON.stringify(call.placed).length);
  const dialled = calls.flatMap(({ startedAt }) =>
    startedAt !== undefined && startedAt <= now ? [startedAt] : [],
  );
  for (const at of dialled.sort((one, other) => one - other)) line.count(at);
  for (const call of calls.sort((one, other) => endOf(one) - endOf(other)))
    if (call.state === 'queued') line.join(call);
    else if (call.state !== 'forgotten') lives.resume(call);
}

function resumed({ placed, placedAt, state, startedAt, timeline, behaviour }: SavedCall): Call {
  return { ...createCall(placed, placedAt), state, startedAt, timeline, behaviour };
}

/** Stable sorting leaves those without an end in the order in which they were placed. */
function endOf({ state, timeline }: Call): number {
  return state === 'ended' && timeline ? timeline.endedAt : Number.MAX_VALUE;
}
