import type { SavedCallLine } from '../../schemas/saved-call.js';
import { validateSavedCall } from '../../schemas/saved-call.validators.cjs';
import type { CallBehaviour } from '../calls/call-behaviour.js';
import type { Timeline } from '../calls/timeline.js';
import type { PlacedCall } from '../core/placed-call.js';

/** A call as one emulator saves it for the next, as a value of JSON. Times are in ms since 1970. */
export interface SavedCall {
  readonly placed: PlacedCall;
  readonly placedAt: number;
  readonly state: 'queued' | 'live' | 'ended';
  readonly startedAt?: number;
  /** Of one that was dialled or has ended. */
  readonly timeline?: Timeline;
  /** Of one that was not dialled yet: what becomes of it then. */
  readonly behaviour?: CallBehaviour;
}

/** The value as a saved call; undefined unless an emulator can go on with it. */
export function parseSavedCall(value: unknown): SavedCall | undefined {
  if (!validateSavedCall(value)) return undefined;
  const line = value as SavedCallLine;
  // The schema allows a cause any source, and a behaviour the fields of all outcomes.
  return isWhole(line) ? (line as SavedCall) : undefined;
}

/** Whether a call has all that its state needs. */
function isWhole({ state, startedAt, timeline, behaviour }: SavedCallLine): boolean {
  if (state === 'ended') return timeline !== undefined;
  return (state === 'queued') === (startedAt === undefined) && (timeline ?? behaviour) !== undefined;
}
