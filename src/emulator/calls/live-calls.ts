import { createHeap, type Heap } from '../core/heap.js';
import type { ChooseBehaviour } from './call-behaviour.js';
import {
  behaviourOf,
  hasTimeline,
  isEnded,
  type Call,
  type CallWithTimeline,
  type EndedCall,
} from './call.js';
import { buildTimeline } from './timeline.js';

/** Calls from their dialling to their end. */
export interface LiveCalls {
  /** Takes a call that is dialled now; calls come in the order of their dialling. Cheap: its timeline is built later. */
  readonly begin: (call: Call, at: number) => void;
  /** Takes a call that another emulator began, or saw to its end; ended ones come in the order of their ends. */
  readonly restore: (call: Call) => void;
  /** Plays what happens until `now`, in the order in which it happens. */
  readonly play: (now: number) => void;
  /** Ends a call whose timeline has been cut short, or that never was dialled. */
  readonly end: (call: Call) => void;
  readonly forget: (call: Call) => void;
  /** When the next call ends; Infinity when none does. */
  readonly nextEnd: () => number;
  /** In the order of their dialling. */
  readonly all: ReadonlySet<Call>;
  /** Lets go of the forgotten ones. */
  readonly sweep: () => void;
}

interface Surroundings {
  readonly choose: ChooseBehaviour;
  /** Told each call when its timeline is known. */
  readonly onDial: (call: CallWithTimeline) => void;
  /** Told each call as it ends, once, in the order of their ends. */
  readonly onEnd: (call: EndedCall) => void;
}

interface State extends Surroundings {
  readonly live: Set<Call>;
  /** Live calls by their ends; some may have been hung up or forgotten. */
  readonly ends: Heap<Call>;
  /** Dialled, and without a timeline yet. */
  begun: Call[];
}

export function createLiveCalls(around: Surroundings): LiveCalls {
  const state: State = { ...around, live: new Set(), ends: createHeap(), begun: [] };
  return {
    begin: (call, at) => {
      call.startedAt = at;
      call.state = 'live';
      state.begun.push(call);
    },
    restore: (call) => {
      if (isEnded(call)) end(state, call);
      else if (hasTimeline(call)) goOn(state, call);
      else state.begun.push(call);
    },
    play: (now) => {
      dialBegun(state);
      endUntil(state, now);
    },
    end: (call) => {
      end(state, call);
    },
    forget: (call) => {
      state.live.delete(call);
    },
    nextEnd: state.ends.firstAt,
    all: state.live,
    sweep: () => {
      state.begun = state.begun.filter(isLive);
      state.ends.prune(isLive);
    },
  };
}

function dialBegun(state: State): void {
  for (const call of state.begun)
    if (isLive(call) && call.startedAt !== undefined) dial(state, call, call.startedAt);
  state.begun = [];
}

function dial(state: State, call: Call, at: number): void {
  const timeline = buildTimeline(behaviourOf(call, state.choose), call.placed.parameters, at);
  call.behaviour = undefined;
  goOn(state, Object.assign(call, { timeline }));
}

function goOn({ live, ends, onDial }: State, call: CallWithTimeline): void {
  live.add(call);
  ends.push(call.timeline.endedAt, call);
  onDial(call);
}

function endUntil(state: State, now: number): void {
  while (state.ends.firstAt() <= now) {
    const call = state.ends.pop();
    if (call && isLive(call)) end(state, call);
  }
}

function end({ live, onEnd }: State, call: Call): void {
  call.state = 'ended';
  live.delete(call);
  if (isEnded(call)) onEnd(call);
}

function isLive({ state }: Call): boolean {
  return state === 'live';
}
