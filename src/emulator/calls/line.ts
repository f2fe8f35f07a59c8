import { createQueue } from '../core/queue.js';
import { createSlidingWindow } from '../core/window.js';
import type { Call } from './call.js';

/** Calls that wait for their turn under the account's calls per second, first come, first served. Times never go back. */
export interface Line {
  /** Whether so many calls may be dialled at once: nobody waits, and the rate allows it. Then they count. */
  readonly admit: (count: number, now: number) => boolean;
  readonly join: (call: Call) => void;
  /** Takes out a call that was canceled or forgotten, if it waits. */
  readonly leave: (call: Call) => void;
  /** Counts a call that was dialled before there was this line; such calls come in the order of their dialling, before all others. */
  readonly count: (at: number) => void;
  /** Dials those whose turn has come until `now`, each at its moment. */
  readonly advance: (now: number) => void;
  /** When the next one's turn comes; Infinity when there is none. */
  readonly nextAt: () => number;
  /** Those that wait, oldest first. */
  readonly waiting: () => readonly Call[];
  /** How many they are, without looking at each. */
  readonly length: () => number;
}

export function createLine(callsPerSecond: number, dial: (call: Call, at: number) => void): Line {
  const rate = createSlidingWindow(callsPerSecond, 1000);
  const queue = createQueue<Call>();
  let present = -Infinity;
  const waiting = new Set<Call>();

  /** The oldest that still waits: others may have been canceled or forgotten. */
  const first = (): Call | undefined => {
    for (let call = queue.first(); call !== undefined; call = queue.first()) {
      if (call.state === 'queued') return call;
      queue.drop();
    }
    return undefined;
  };

  const nextAt = (): number => {
    const call = first();
    return call === undefined ? Infinity : rate.freeAt(Math.max(present, call.placedAt));
  };

  const advance = (now: number): void => {
    for (let at = nextAt(); at <= now; at = nextAt()) {
      const call = first();
      if (call === undefined || !rate.take(1, at)) break;
      present = at;
      queue.drop();
      waiting.delete(call);
      dial(call, at);
    }
    present = Math.max(present, now);
  };

  return {
    admit: (count, now) => {
      // After this, somebody waits only when there is no room in the rate: nobody is overtaken.
      advance(now);
      return rate.take(count, now);
    },
    join: (call) => {
      queue.push(call);
      waiting.add(call);
    },
    leave: (call) => {
      waiting.delete(call);
    },
    length: () => waiting.size,
    count: (at) => {
      rate.take(1, at);
      present = at;
    },
    advance,
    nextAt,
    waiting: () => [...waiting],
  };
}
