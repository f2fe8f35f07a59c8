import { hangupCause, type HangupCause } from '../core/hangup-causes.js';
import type { PlacedCall } from '../core/placed-calls.js';
import type { Time } from '../core/time.js';
import type { CallBehaviour, ChooseBehaviour } from './call-behaviour.js';
import type { Watch } from './call-observer.js';
import { createCallStore, MAX_BYTES, MAX_CALLS, type CallStore } from './call-store.js';
import { behaviourOf, createCall, isAnswered, type Call, type CallCounts, type EndedCall } from './call.js';
import { createLine } from './line.js';
import { createLives, type Lives } from './lives.js';
import { restoreCalls } from './restore-calls.js';
import { cut } from './timeline.js';

interface Surroundings {
  readonly time: Time;
  readonly callsPerSecond: number;
  readonly choose: ChooseBehaviour;
  /** Told each call as it ends, once, in the order of their ends. */
  readonly onEnd: (call: EndedCall) => void;
  /** Calls that another emulator left, oldest first. */
  readonly restored: readonly Call[];
  /** Told the calls that have just been placed, or ended before their time, in their new state. */
  readonly onChange: ((calls: readonly Call[]) => void) | undefined;
  /** Who wants to be told of each thing when it happens; without one, nothing waits. */
  readonly watch?: Watch | undefined;
  /** Told each call when it is taken, and each when it is dialled. */
  readonly onTaken: (requestUuid: string, at: number) => void;
  readonly onDialled: (at: number) => void;
}

/**
 * All calls of the account. Nothing waits for a call, and to place one costs little: what has happened until now is worked out
 * whenever somebody asks, after `advance`, in the order in which it happened.
 */
export interface Switchboard
  extends Pick<CallStore, 'byRequestUuid' | 'byCallUuid' | 'newest'>, Pick<Lives, 'finished'> {
  /** Whether so many calls are fired now; then they must be placed. */
  readonly admit: (count: number) => boolean;
  /** Takes the calls of one request, which says whether they are queued. */
  readonly place: (calls: readonly PlacedCall[], bodyBytes: number) => void;
  /** Brings everything up to the present. */
  readonly advance: () => void;
  /** The present that everything was brought up to, in ms since 1970. */
  readonly now: () => number;
  /** Where waiting is skipped, past the end of every call; else to the present. */
  readonly runOut: () => void;
  /** Where waiting is skipped, to the next event of any call. */
  readonly step: () => void;
  /** Whether it is queued, or nobody has taken it yet. */
  readonly isWaiting: (call: Call) => boolean;
  /** Cancels a queued call, or hangs up a live one: as the API does, or for another cause. */
  readonly end: (call: Call, cause?: HangupCause) => void;
  readonly live: () => readonly Call[];
  readonly queued: () => readonly Call[];
  /** What becomes of a call that is not dialled yet. */
  readonly behaviourOf: (call: Call) => CallBehaviour;
  /** How many were what when `advance` was called last; takes the same time however many they are. */
  readonly counts: () => CallCounts;
}

/** Forgotten calls are swept out when there are this many, or their requests had bodies of so many bytes. */
const SWEEP_AT = { calls: MAX_CALLS / 10, bytes: MAX_BYTES / 10 };

export function createSwitchboard(around: Surroundings): Switchboard {
  const { time, choose, onEnd, onChange, watch, onTaken, onDialled } = around;
  const lives = createLives(choose, watch ? tellBoth(onEnd, watch.ended) : onEnd, watch?.dialled);

  const begin = (call: Call, at: number): void => {
    onDialled(at);
    lives.begin(call, at);
  };

  const line = createLine(around.callsPerSecond, begin);
  let present = time.now();
  let forgotten = { calls: 0, bytes: 0 };

  const store = createCallStore((call, bytes) => {
    line.leave(call);
    lives.forget(call);
    forgotten = { calls: forgotten.calls + 1, bytes: forgotten.bytes + bytes };
    if (forgotten.calls >= SWEEP_AT.calls || forgotten.bytes >= SWEEP_AT.bytes) sweep();
  });

  const sweep = (): void => {
    store.sweep();
    lives.sweep();
    watch?.sweep();
    forgotten = { calls: 0, bytes: 0 };
  };

  restoreCalls(around.restored, { store, line, lives, now: present });

  const advanceTo = (now: number): void => {
    present = Math.max(present, now);
    line.advance(present);
    store.index();
    lives.play(present);
    watch?.settled(present, nextChange());
  };

  const jumpTo = (at: number): void => {
    time.jumpTo(at);
    advanceTo(Math.max(at, time.now()));
  };

  const advance = (): void => {
    advanceTo(time.now());
  };

  /** When the next call is dialled or ends. */
  const nextChange = (): number => Math.min(line.nextAt(), lives.nextEnd());

  /** When the next thing happens at all. */
  const nextEvent = (): number => {
    let next = nextChange();
    for (const { timeline } of lives.live)
      for (const at of [timeline?.ringingAt, timeline?.answeredAt, timeline?.machineAt])
        if (at !== undefined && at > present && at < next) next = at;
    return next;
  };

  return {
    ...store,
    finished: (query) => {
      // Time is told too often to look at all calls each time.
      if (forgotten.calls > 0) sweep();
      return lives.finished(query);
    },
    admit: (count) => {
      present = Math.max(present, time.now());
      return line.admit(count, present);
    },
    place: (placed, bodyBytes) => {
      const calls = placed.map((call) => createCall(call, present));
      for (const call of calls) {
        onTaken(call.placed.requestUuid, present);
        if (call.placed.queued) line.join(call);
        else begin(call, present);
      }
      store.add(calls, bodyBytes);
      line.advance(present);
      onChange?.(calls);
      if (watch) advance();
    },
    advance,
    now: () => present,
    runOut: () => {
      advance();
      for (let next = nextChange(); time.jumps && next < Infinity; next = nextChange()) jumpTo(next);
    },
    step: () => {
      const next = time.jumps ? nextEvent() : Infinity;
      if (next < Infinity) jumpTo(next);
    },
    isWaiting: (call) => call.state === 'queued' || (call.state === 'live' && !isAnswered(call, present)),
    end: (call, cause = hangupCause(isAnswered(call, present) ? 4000 : 1000, 'API Request')) => {
      line.leave(call);
      call.timeline = cut(call.timeline ?? {}, [present, cause]);
      lives.finish(call);
      onChange?.([call]);
      watch?.settled(present, nextChange());
    },
    live: () => [...lives.live],
    queued: line.waiting,
    behaviourOf: (call) => {
      // It depends on the call's number.
      store.index();
      return behaviourOf(call, choose);
    },
    counts: () => {
      const [queued, live] = [line.length(), lives.live.size];
      return { queued, live, ended: store.size() - queued - live };
    },
  };
}

function tellBoth<T>(one: (item: T) => void, other: (item: T) => void): (item: T) => void {
  return (item) => {
    one(item);
    other(item);
  };
}
