import { hangupCause, type HangupCause } from '../core/hangup-causes.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { Time } from '../core/time.js';
import type { CallBehaviour, ChooseBehaviour } from './call-behaviour.js';
import type { CallObserver } from './call-observer.js';
import { createCallStore, MAX_BYTES, MAX_CALLS, type CallStore } from './call-store.js';
import { behaviourOf, createCall, isAnswered, type Call, type CallCounts, type EndedCall } from './call.js';
import { createDialQueue, type DialQueue } from './dial-queue.js';
import { createEndedCalls, type EndedCalls, type EndedPage, type EndedQuery } from './ended-calls.js';
import { createLiveCalls, type LiveCalls } from './live-calls.js';
import { restoreCalls } from './restore-calls.js';
import { cutShort } from './timeline.js';

interface Surroundings {
  readonly time: Time;
  readonly callsPerSecond: number;
  readonly choose: ChooseBehaviour;
  /** Told each call when it is taken, and each when it is dialled. */
  readonly onTaken: (requestUuid: string, at: number) => void;
  readonly onDialled: (at: number) => void;
  /** Told each call as it ends, once, in the order of their ends. */
  readonly onEnd: (call: EndedCall) => void;
  /** Told the calls that have just been placed, or ended before their time, in their new state. */
  readonly onChange: ((calls: readonly Call[]) => void) | undefined;
  /** Told each thing when it happens. Without one, no timer runs. */
  readonly observer?: CallObserver | undefined;
  /** Calls that another emulator left, oldest first. */
  readonly restored: readonly Call[];
}

/**
 * All calls of the account. No timer runs for a call, and placing one costs little: what has happened until now is worked out by
 * `advance`, whenever somebody asks, in the order in which it happened.
 */
export interface Switchboard extends Pick<CallStore, 'byRequestUuid' | 'byCallUuid' | 'newest'> {
  /** Whether this many calls can be dialled at once. If so, they count, and must be placed. */
  readonly admit: (count: number) => boolean;
  /** Takes the calls of one request. Each says in `queued` whether it waits. */
  readonly place: (calls: readonly PlacedCall[], bodyBytes: number) => void;
  /** Brings everything up to the present. */
  readonly advance: () => void;
  /** The present that everything was brought up to, in ms since 1970. */
  readonly now: () => number;
  /** Where waiting is skipped, past the end of every call; else to the present. */
  readonly skipToEnd: () => void;
  /** Where waiting is skipped, to the next event of any call. */
  readonly skipToNextEvent: () => void;
  /** Whether it is queued, or nobody has taken it yet. */
  readonly isUnanswered: (call: Call) => boolean;
  /** Cancels a queued call, or hangs up a live one: as the API does, or for another cause. */
  readonly end: (call: Call, cause?: HangupCause) => void;
  readonly listEnded: (query: EndedQuery) => EndedPage;
  readonly live: () => readonly Call[];
  readonly queued: () => readonly Call[];
  /** What becomes of a call that is not dialled yet. */
  readonly behaviourOf: (call: Call) => CallBehaviour;
  /** As of the last `advance`; takes the same time however many calls there are. */
  readonly counts: () => CallCounts;
}

/** Forgotten calls are swept out when there are this many, or their requests' bodies had this many bytes. */
const SWEEP_AT = { calls: MAX_CALLS / 10, bytes: MAX_BYTES / 10 };

/** The parts of a switchboard, and how far they have come. */
interface State extends Pick<
  Surroundings,
  'time' | 'choose' | 'onTaken' | 'onDialled' | 'onChange' | 'observer'
> {
  readonly store: CallStore;
  readonly queue: DialQueue;
  readonly live: LiveCalls;
  readonly ended: EndedCalls;
  /** The present that everything was brought up to. */
  present: number;
  /** Since the last sweep. */
  forgotten: { readonly calls: number; readonly bytes: number };
}

export function createSwitchboard(around: Surroundings): Switchboard {
  const state = createState(around);
  const { store, queue, live } = state;
  restoreCalls(around.restored, { store, queue, live, now: state.present });
  return {
    byRequestUuid: store.byRequestUuid,
    byCallUuid: store.byCallUuid,
    newest: store.newest,
    admit: (count) => admit(state, count),
    place: (placed, bodyBytes) => {
      place(state, placed, bodyBytes);
    },
    advance: () => {
      advance(state);
    },
    now: () => state.present,
    skipToEnd: () => {
      skipToEnd(state);
    },
    skipToNextEvent: () => {
      skipToNextEvent(state);
    },
    isUnanswered: (call) =>
      call.state === 'queued' || (call.state === 'live' && !isAnswered(call, state.present)),
    end: (call, cause = hangupCause(isAnswered(call, state.present) ? 4000 : 1000, 'API Request')) => {
      end(state, call, cause);
    },
    listEnded: (query) => listEnded(state, query),
    live: () => [...live.all],
    queued: queue.waiting,
    behaviourOf: (call) => numberedBehaviourOf(state, call),
    counts: () => countCalls(state),
  };
}

function createState(around: Surroundings): State {
  const { time, choose, onTaken, onDialled, onEnd, onChange, observer } = around;
  const ended = createEndedCalls();
  const live = createLiveCalls({
    choose,
    onDial: observer?.dialled ?? (() => undefined),
    onEnd: (call) => {
      ended.add(call);
      onEnd(call);
      observer?.ended(call);
    },
  });
  const queue = createDialQueue(around.callsPerSecond, (call, at) => {
    begin(state, call, at);
  });
  const store = createCallStore((call, bytes) => {
    forget(state, call, bytes);
  });
  const state: State = {
    ...{ time, choose, onTaken, onDialled, onChange, observer, store, queue, live, ended },
    present: time.now(),
    forgotten: { calls: 0, bytes: 0 },
  };
  return state;
}

function admit(state: State, count: number): boolean {
  state.present = Math.max(state.present, state.time.now());
  return state.queue.admit(count, state.present);
}

function place(state: State, placed: readonly PlacedCall[], bodyBytes: number): void {
  const { store, queue, onTaken, onChange, observer, present } = state;
  const calls = placed.map((call) => createCall(call, present));
  for (const call of calls) {
    onTaken(call.placed.requestUuid, present);
    if (call.placed.queued) queue.join(call);
    else begin(state, call, present);
  }
  store.add(calls, bodyBytes);
  queue.advance(present);
  onChange?.(calls);
  if (observer) advance(state);
}

function begin({ live, onDialled }: State, call: Call, at: number): void {
  onDialled(at);
  live.begin(call, at);
}

function end(state: State, call: Call, cause: HangupCause): void {
  const { queue, live, onChange, observer, present } = state;
  queue.leave(call);
  call.timeline = cutShort(call.timeline ?? {}, [present, cause]);
  live.end(call);
  onChange?.([call]);
  observer?.settled(present, nextChange(state));
}

function advance(state: State): void {
  advanceTo(state, state.time.now());
}

function advanceTo(state: State, now: number): void {
  const { store, queue, live, observer } = state;
  const present = Math.max(state.present, now);
  state.present = present;
  queue.advance(present);
  store.index();
  live.play(present);
  observer?.settled(present, nextChange(state));
}

function jumpTo(state: State, at: number): void {
  state.time.jumpTo(at);
  advanceTo(state, Math.max(at, state.time.now()));
}

function skipToEnd(state: State): void {
  advance(state);
  if (!state.time.jumps) return;
  for (let next = nextChange(state); next < Infinity; next = nextChange(state)) jumpTo(state, next);
}

function skipToNextEvent(state: State): void {
  const next = state.time.jumps ? nextEvent(state) : Infinity;
  if (next < Infinity) jumpTo(state, next);
}

/** When the next call is dialled or ends. */
function nextChange({ queue, live }: State): number {
  return Math.min(queue.nextAt(), live.nextEnd());
}

/** When the next thing happens at all. */
function nextEvent(state: State): number {
  let next = nextChange(state);
  for (const { timeline } of state.live.all)
    for (const at of [timeline?.ringingAt, timeline?.answeredAt, timeline?.machineAt])
      if (at !== undefined && at > state.present && at < next) next = at;
  return next;
}

function forget(state: State, call: Call, bytes: number): void {
  state.queue.leave(call);
  state.live.forget(call);
  const forgotten = { calls: state.forgotten.calls + 1, bytes: state.forgotten.bytes + bytes };
  state.forgotten = forgotten;
  if (forgotten.calls >= SWEEP_AT.calls || forgotten.bytes >= SWEEP_AT.bytes) sweep(state);
}

/** Lets go of all that was forgotten. */
function sweep(state: State): void {
  state.store.sweep();
  state.live.sweep();
  state.ended.sweep();
  state.observer?.sweep();
  state.forgotten = { calls: 0, bytes: 0 };
}

function listEnded(state: State, query: EndedQuery): EndedPage {
  // This is asked too often to sweep each time.
  if (state.forgotten.calls > 0) sweep(state);
  return state.ended.list(query);
}

function numberedBehaviourOf({ store, choose }: State, call: Call): CallBehaviour {
  store.index();
  return behaviourOf(call, choose);
}

function countCalls({ store, queue, live }: State): CallCounts {
  const [queued, alive] = [queue.length(), live.all.size];
  return { queued, live: alive, ended: store.size() - queued - alive };
}
