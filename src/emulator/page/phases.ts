import type { FeedCall } from '../feed/messages.js';
import { endOf } from './words.js';

/** A stretch of a call's life; in ms. */
export interface Phase {
  readonly name: 'queued' | 'initiated' | 'ringing' | 'answered';
  readonly ms: number;
}

/** From one phase to the next, the last one until the call's end or until now. */
export function phasesOf({ events }: FeedCall, now: number): readonly Phase[] {
  const starts = events.flatMap(({ name, at }) => (isPhase(name) ? [{ name, at }] : []));
  const end = endOf(events)?.at ?? now;
  return starts.map(({ name, at }, index) => ({
    name,
    ms: Math.max(0, (starts[index + 1]?.at ?? end) - at),
  }));
}

function isPhase(name: string): name is Phase['name'] {
  return name === 'queued' || name === 'initiated' || name === 'ringing' || name === 'answered';
}
