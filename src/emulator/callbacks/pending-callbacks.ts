import type { Call, EndedCall, CallWithTimeline } from '../calls/call.js';
import type { CallbackEvent } from '../core/callback-attempt.js';
import { createHeap } from '../core/heap.js';

/** An event that is reported to a call's server from `at` on. */
export interface PendingCallback {
  readonly call: Call;
  readonly event: CallbackEvent;
  readonly at: number;
}

/** The callbacks that are not sent yet: their event is to come, or others are sent first. */
export interface PendingCallbacks {
  readonly dialled: (call: CallWithTimeline) => void;
  readonly ended: (call: EndedCall) => void;
  /** Takes out the oldest one that is due; undefined when none is. */
  readonly take: (now: number) => PendingCallback | undefined;
  /** Infinity when there is none. */
  readonly nextAt: () => number;
  /** Lets go of those that will never be sent: they hold calls, and with them whole requests. */
  readonly sweep: () => void;
}

/**
 * In the order of time. Nothing is sent for a call that was forgotten, or that was cut short before the event. Events before `since`
 * were reported by another emulator.
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
        if (event && isStillDue(event)) return event;
      }
      return undefined;
    },
    nextAt: events.firstAt,
    sweep: () => {
      events.prune(isStillDue);
    },
  };
}

function isStillDue({ call: { state, timeline }, event, at }: PendingCallback): boolean {
  if (state === 'forgotten' || timeline === undefined) return false;
  const { ringingAt, answeredAt, machineAt, endedAt } = timeline;
  const when = { Ring: ringingAt, StartApp: answeredAt, MachineDetection: machineAt, Hangup: endedAt };
  return when[event] === at;
}
