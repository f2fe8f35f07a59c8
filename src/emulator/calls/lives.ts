import { createHeap } from '../core/heap.js';
import type { ChooseBehaviour } from './call-behaviour.js';
import { behaviourOf, isEnded, isLaidOut, type Call, type EndedCall, type LaidOutCall } from './call.js';
import { createFinishedCalls, type FinishedPage, type FinishedQuery } from './finished-calls.js';
import { layOut } from './timeline.js';

/** What becomes of calls from their dialling to their end. */
export interface Lives {
  /** Takes a call that is dialled now; calls come in the order of their dialling. Cheap: nothing is laid out yet. */
  readonly begin: (call: Call, at: number) => void;
  /** Takes a call that another emulator began, or saw to its end; ended ones come in the order of their ends. */
  readonly resume: (call: Call) => void;
  /** Plays what happens until `now`, in the order in which it happens. */
  readonly play: (now: number) => void;
  /** Puts a call whose timeline has been cut, or that never was dialled, among the finished ones. */
  readonly finish: (call: Call) => void;
  readonly forget: (call: Call) => void;
  /** When the next call ends; Infinity when none does. */
  readonly nextEnd: () => number;
  /** The live calls, in the order of their dialling. */
  readonly live: ReadonlySet<Call>;
  readonly finished: (query: FinishedQuery) => FinishedPage;
  /** Lets go of the forgotten ones. */
  readonly sweep: () => void;
}

/** `onEnd` is told each call as it ends, once, in the order of their ends; `onDial` each one that is laid out. */
export function createLives(
  choose: ChooseBehaviour,
  onEnd: (call: EndedCall) => void,
  onDial: (call: LaidOutCall) => void = () => undefined,
): Lives {
  const live = new Set<Call>();
  const ends = createHeap<Call>();
  const finished = createFinishedCalls();
  let begun: Call[] = [];

  const finish = (call: Call): void => {
    call.state = 'ended';
    live.delete(call);
    if (!isEnded(call)) return;
    finished.push(call);
    onEnd(call);
  };

  const endUntil = (now: number): void => {
    while (ends.firstAt() <= now) {
      const call = ends.pop();
      // One that was hung up or forgotten may still be among them.
      if (call?.state === 'live') finish(call);
    }
  };

  const dial = (call: Call, at: number): void => {
    const timeline = layOut(behaviourOf(call, choose), call.placed.parameters, at);
    call.behaviour = undefined;
    goOn(Object.assign(call, { timeline }));
  };

  const goOn = (call: LaidOutCall): void => {
    live.add(call);
    ends.push(call.timeline.endedAt, call);
    onDial(call);
  };

  return {
    begin: (call, at) => {
      call.startedAt = at;
      call.state = 'live';
      begun.push(call);
    },
    play: (now) => {
      for (const call of begun)
        if (call.state === 'live' && call.startedAt !== undefined) dial(call, call.startedAt);
      begun = [];
      endUntil(now);
    },
    resume: (call) => {
      if (isEnded(call)) finish(call);
      else if (isLaidOut(call)) goOn(call);
      else begun.push(call);
    },
    finish,
    forget: (call) => {
      live.delete(call);
    },
    nextEnd: ends.firstAt,
    live,
    finished: finished.list,
    sweep: () => {
      begun = begun.filter(({ state }) => state === 'live');
      ends.prune(({ state }) => state === 'live');
      finished.sweep();
    },
  };
}
