import type { CallBehaviour } from '../calls/call-behaviour.js';
import { createCall, type Call } from '../calls/call.js';
import type { Timeline } from '../calls/timeline.js';
import type { SavedCall } from './saved-call.js';

/** Saves calls one after the other: together they take as much memory as the calls do. `ahead` is asked at each. */
export function* saveCalls(
  calls: readonly Call[],
  behaviourOf: (call: Call) => CallBehaviour,
  ahead: () => number,
): Generator<SavedCall> {
  for (const call of calls) if (call.state !== 'forgotten') yield saveCall(call, behaviourOf, ahead());
}

/**
 * What to save of a call. The times of one that goes on are moved back by `ahead`, the waiting that was skipped in ms: on the next
 * emulator's clock it is then at the same stage. One that has ended keeps its times, since they may have been read.
 */
export function saveCall(call: Call, behaviourOf: (call: Call) => CallBehaviour, ahead: number): SavedCall {
  const { placed, placedAt, state, startedAt, timeline } = call;
  if (state === 'forgotten') throw new Error('a forgotten call is not saved');
  const back = state === 'ended' ? 0 : ahead;
  return {
    placed,
    placedAt: placedAt - back,
    state,
    ...(startedAt !== undefined && { startedAt: startedAt - back }),
    ...(timeline ? { timeline: shifted(timeline, back) } : { behaviour: finite(behaviourOf(call)) }),
  };
}

/** The call that was saved, for another emulator to go on with. */
export function restoreCall({ placed, placedAt, state, startedAt, timeline, behaviour }: SavedCall): Call {
  return { ...createCall(placed, placedAt), state, startedAt, timeline, behaviour };
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

/** JSON has no Infinity. This is ten years, and a call's time limits end it long before. */
const NEVER_S = 315_360_000;

function finite(behaviour: CallBehaviour): CallBehaviour {
  const changed = Object.entries(behaviour).filter(([, value]) => value === Infinity);
  return { ...behaviour, ...Object.fromEntries(changed.map(([name]) => [name, NEVER_S])) };
}
