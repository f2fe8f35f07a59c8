import type { Call, EndedCall, CallWithTimeline } from '../calls/call.js';
import type { CallbackEvent } from '../core/callback-attempt.js';
import { createHeap } from '../core/heap.js';

/** Something that a call's server is to be told, from `at` on. */
export interface PendingCallback {
  readonly call: Call;
  readonly event: CallbackEvent;
  readonly at: number;
}

/** What is still to be told: what is to come, and what has to wait for its turn. */
export interface PendingCallbacks {
  readonly dialled: (call: CallWithTimeline) => void;
  readonly ended: (call: EndedCall) => void;
  /** The oldest one that is due, which is taken out; undefined when nothing is. */
  readonly take: (now: number) => PendingCallback | undefined;
  /** Infinity when there is none. */
  readonly nextAt: () => number;
  /** Lets go of what is never told: it holds calls, and with them all that their requests said. */
  readonly sweep: () => void;
}

/**
 * In the order of time. What is of calls that were forgotten, or cut short before it happened, is never told; nor is what happened
 * before `since`, when there was another emulator to tell it.
 */
export function createPendingCallbacks(since: number): PendingCallbacks {
  const events = createHeap<PendingCallback>();

  const push = (call: Call, event: CallbackEvent, at: number | undefined, url: unknown): void => {
    if (at === undefined || at < since || url === undefined) return;
    events.push(at, { call, event, at });
  };

  return {
    dialled: (call) => {
      const { timeline, placed } = call;
      const { ring_url, answer_url, machine_detection_url } = placed.parameters;
      push(call, 'Ring', timeline.ringingAt, ring_url);
      push(call, 'StartApp', timeline.answeredAt, answer_url);
      push(call, 'MachineDetection', timeline.machineAt, machine_detection_url);
    },
    ended: (call) => {
      push(call, 'Hangup', call.timeline.endedAt, call.placed.parameters.hangup_url);
    },
    take: (now) => {
      while (events.firstAt() <= now) {
        const event = events.pop();
        if (event && isWorthTelling(event)) return event;
      }
      return undefined;
    },
    nextAt: events.firstAt,
    sweep: () => {
      events.prune(isWorthTelling);
    },
  };
}

function isWorthTelling({ call: { state, timeline }, event, at }: PendingCallback): boolean {
  if (state === 'forgotten' || timeline === undefined) return false;
  const { ringingAt, answeredAt, machineAt, endedAt } = timeline;
  const when = { Ring: ringingAt, StartApp: answeredAt, MachineDetection: machineAt, Hangup: endedAt };
  return when[event] === at;
}
