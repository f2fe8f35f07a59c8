import type { SavedCallLine } from '../../schemas/saved-call.js';
import { validateSavedCall } from '../../schemas/saved-call.validators.cjs';
import type { CallBehaviour } from '../calls/call-behaviour.js';
import type { Timeline } from '../calls/timeline.js';
import type { PlacedCall } from '../core/placed-call.js';

/** A call as one emulator leaves it to the next; made of JSON's values alone. Times are in ms since 1970. */
export interface SavedCall {
  readonly placed: PlacedCall;
  readonly placedAt: number;
  readonly state: 'queued' | 'live' | 'ended';
  readonly startedAt?: number;
  /** Of one that was dialled or has ended. */
  readonly timeline?: Timeline;
  /** Of one that was not: what becomes of it then. */
  readonly behaviour?: CallBehaviour;
}

/** A saved call, if that is what the value is: whatever wrote it, an emulator can take it up. */
export function parseSavedCall(value: unknown): SavedCall | undefined {
  if (!validateSavedCall(value)) return undefined;
  const line = value as SavedCallLine;
  // In the schema's words a cause has any source, and a behaviour the fields of all outcomes.
  return isWhole(line) ? (line as SavedCall) : undefined;
}

/** Whether all is known that its state needs. */
function isWhole({ state, startedAt, timeline, behaviour }: SavedCallLine): boolean {
  if (state === 'ended') return timeline !== undefined;
  return (state === 'queued') === (startedAt === undefined) && (timeline ?? behaviour) !== undefined;
}
