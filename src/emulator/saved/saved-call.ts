import type { CallBehaviour, ChooseBehaviour } from '../calls/behaviour.js';
import type { Call } from '../calls/call.js';
import type { PlacedCall } from '../core/placed-calls.js';
import type { Timeline } from '../calls/timeline.js';

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

/**
 * What to keep of a call. Where waiting was skipped, `ahead` ms of it, a call that goes on goes on from the same stage on the next
 * emulator's clock; what has ended keeps its times, for they have been told.
 */
export function saveCall(call: Call, choose: ChooseBehaviour, ahead: number): SavedCall {
  const { placed, placedAt, state, startedAt, timeline } = call;
  if (state === 'forgotten') throw new Error('a forgotten call is not saved');
  const back = state === 'ended' ? 0 : ahead;
  return {
    placed,
    placedAt: placedAt - back,
    state,
    ...(startedAt !== undefined && { startedAt: startedAt - back }),
    ...(timeline ? { timeline: shifted(timeline, back) } : { behaviour: finite(behaviourOf(call, choose)) }),
  };
}

/** What becomes of a call that is not dialled yet, which an earlier emulator may have decided. */
export function behaviourOf({ placed, number, behaviour }: Call, choose: ChooseBehaviour): CallBehaviour {
  const { from, to, requestUuid } = placed;
  return behaviour ?? choose({ from, to, requestUuid, number });
}

function shifted(timeline: Timeline, back: number): Timeline {
  const { ringingAt, answeredAt, machineAt, endedAt, cause } = timeline;
  const earlier = (at: number | undefined): number | undefined => (at === undefined ? at : at - back);
  return {
    ringingAt: earlier(ringingAt),
    answeredAt: earlier(answeredAt),
    machineAt: earlier(machineAt),
    endedAt: endedAt - back,
    cause,
  };
}

/** JSON knows no Infinity; a call's time limits come long before this, which is ten years. */
const NEVER_S = 315_360_000;

function finite(behaviour: CallBehaviour): CallBehaviour {
  const changed = Object.entries(behaviour).filter(([, value]) => value === Infinity);
  return { ...behaviour, ...Object.fromEntries(changed.map(([name]) => [name, NEVER_S])) };
}
