import { createQueue, type Queue } from '../core/queue.js';
import { createSlidingWindow, type SlidingWindow } from '../core/sliding-window.js';
import type { Call } from './call.js';

/** Calls that wait for their turn under the account's calls per second, first come, first served. Times never go back. */
export interface DialQueue {
  /** Whether so many calls may be dialled at once: nobody waits, and the rate allows it. Then they count. */
  readonly admit: (count: number, now: number) => boolean;
  readonly join: (call: Call) => void;
  /** Takes out a call that was canceled or forgotten, if it waits. */
  readonly leave: (call: Call) => void;
  /** Counts a call that another emulator dialled; such calls come in the order of their dialling, before all others. */
  readonly countDialled: (at: number) => void;
  /** Dials those whose turn has come until `now`, each at its moment. */
  readonly advance: (now: number) => void;
  /** When the next one's turn comes; Infinity when there is none. */
  readonly nextAt: () => number;
  /** Those that wait, oldest first. */
  readonly waiting: () => readonly Call[];
  /** How many they are, without looking at each. */
  readonly length: () => number;
}

interface State {
  readonly rate: SlidingWindow;
  /** In the order in which they came; some may have left. */
  readonly queue: Queue<Call>;
  readonly waiting: Set<Call>;
  readonly dial: (call: Call, at: number) => void;
  present: number;
}

export function createDialQueue(callsPerSecond: number, dial: (call: Call, at: number) => void): DialQueue {
  const rate = createSlidingWindow(callsPerSecond, 1000);
  const state: State = { rate, queue: createQueue(), waiting: new Set(), dial, present: -Infinity };
  return {
    admit: (count, now) => {
      // After this, somebody waits only when the rate has no room: nobody is overtaken.
      advance(state, now);
      return rate.take(count, now);
    },
    join: (call) => {
      state.queue.push(call);
      state.waiting.add(call);
    },
    leave: (call) => {
      state.waiting.delete(call);
    },
    countDialled: (at) => {
      rate.take(1, at);
      state.present = at;
    },
    advance: (now) => {
      advance(state, now);
    },
    nextAt: () => nextAt(state),
    waiting: () => [...state.waiting],
    length: () => state.waiting.size,
  };
}

function advance(state: State, now: number): void {
  for (let at = nextAt(state); at <= now; at = nextAt(state)) {
    const call = firstOf(state.queue);
    if (call === undefined || !state.rate.take(1, at)) break;
    state.present = at;
    state.queue.drop();
    state.waiting.delete(call);
    state.dial(call, at);
  }
  state.present = Math.max(state.present, now);
}

function nextAt({ queue, rate, present }: State): number {
  const call = firstOf(queue);
  return call === undefined ? Infinity : rate.freeAt(Math.max(present, call.placedAt));
}

/** The oldest that still waits: others may have been canceled or forgotten. */
function firstOf(queue: Queue<Call>): Call | undefined {
  for (let call = queue.first(); call !== undefined; call = queue.first()) {
    if (call.state === 'queued') return call;
    queue.drop();
  }
  return undefined;
}
