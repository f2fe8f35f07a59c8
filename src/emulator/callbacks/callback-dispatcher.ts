import { setMaxListeners } from 'node:events';
import type { CallObserver } from '../calls/call-observer.js';
import type { Call } from '../calls/call.js';
import type { CallbackAttempt, CallbackEvent, CallbackParameter } from '../core/callback-attempt.js';
import type { ParameterName } from '../core/parameters.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { Time } from '../core/time.js';
import { createAlarm, type Alarm, type StartTimer } from './alarm.js';
import type { Callback, Deliver, DeliveryOutcome } from './callback-delivery.js';
import { callbackFields } from './callback-fields.js';
import { createPendingCallbacks, type PendingCallback, type PendingCallbacks } from './pending-callbacks.js';

/** Callbacks that are on their way at a time; the others wait. */
const MAX_IN_FLIGHT = 50;

/** So many attempts are remembered of each call, the newest. */
const MAX_ATTEMPTS = 12;

/** Tells the servers of calls' URLs what happens to the calls, when it happens. */
export interface CallbackDispatcher extends CallObserver {
  /** Breaks off what is on its way, and sends nothing more. */
  readonly close: () => void;
}

interface Surroundings {
  readonly time: Time;
  readonly startTimer: StartTimer;
  readonly deliver: Deliver;
  /** Brings the calls up to the present. */
  readonly advance: () => void;
  /** Ends a live call that got no instructions: its server was `unreachable`, or the answer `invalid`. */
  readonly fail: (call: Call, why: Exclude<DeliveryOutcome, 'delivered'>) => void;
  readonly onCallback: (attempt: CallbackAttempt, call: PlacedCall) => void;
}

interface State extends Surroundings {
  readonly pending: PendingCallbacks;
  /** Set to when something is due next. */
  readonly alarm: Alarm;
  /** Aborted when nothing more is to be sent. */
  readonly closing: AbortSignal;
  inFlight: number;
}

const methods = {
  ring_url: 'ring_method',
  answer_url: 'answer_method',
  fallback_url: 'fallback_method',
  hangup_url: 'hangup_method',
  machine_detection_url: 'machine_detection_method',
} as const satisfies Partial<Record<ParameterName, ParameterName>>;

const parameterOf: Readonly<Record<CallbackEvent, CallbackParameter>> = {
  Ring: 'ring_url',
  StartApp: 'answer_url',
  Hangup: 'hangup_url',
  MachineDetection: 'machine_detection_url',
};

export function createCallbackDispatcher(around: Surroundings): CallbackDispatcher {
  const pending = createPendingCallbacks(around.time.now());
  const alarm = createAlarm(around.time, around.startTimer, around.advance);
  const controller = new AbortController();
  const closing = controller.signal;
  // Each callback on its way listens to it, and Node would warn of a leak.
  setMaxListeners(0, closing);
  const state: State = { ...around, pending, alarm, closing, inFlight: 0 };
  return {
    dialled: pending.dialled,
    ended: pending.ended,
    sweep: pending.sweep,
    settled: (now, nextChange) => {
      sendDue(state, now);
      setAlarm(state, nextChange);
    },
    close: () => {
      controller.abort();
      alarm.set(Infinity);
    },
  };
}

function sendDue(state: State, now: number): void {
  while (state.inFlight < MAX_IN_FLIGHT && !state.closing.aborted) {
    const callback = state.pending.take(now);
    if (callback === undefined) return;
    void send(state, callback);
  }
}

function setAlarm({ alarm, pending, closing, inFlight }: State, nextChange: number): void {
  // At the limit no alarm is needed: when a callback ends, the next one is sent.
  const nextCallback = inFlight < MAX_IN_FLIGHT ? pending.nextAt() : Infinity;
  alarm.set(closing.aborted ? Infinity : Math.min(nextChange, nextCallback));
}

async function send(state: State, { call, event }: PendingCallback): Promise<void> {
  state.inFlight += 1;
  await (event === 'StartApp' ? askForAnswer(state, call) : sendTo(state, call, event, parameterOf[event]));
  state.inFlight -= 1;
  if (!state.closing.aborted) state.advance();
}

/** Asks for the instructions of an answered call, and ends it if there are none. */
async function askForAnswer(state: State, call: Call): Promise<void> {
  let outcome = await sendTo(state, call, 'StartApp', 'answer_url');
  if (outcome === 'unreachable') outcome = await sendTo(state, call, 'StartApp', 'fallback_url');
  if (outcome !== 'delivered' && !state.closing.aborted) state.fail(call, outcome);
}

async function sendTo(
  { deliver, onCallback, closing }: State,
  call: Call,
  event: CallbackEvent,
  parameter: CallbackParameter,
): Promise<DeliveryOutcome> {
  const callback = callbackOf(call, event, parameter);
  if (callback === undefined || call.state === 'forgotten') return 'unreachable';
  const record = (attempt: CallbackAttempt): void => {
    call.callbacks = [...call.callbacks, attempt].slice(-MAX_ATTEMPTS);
    onCallback(attempt, call.placed);
  };
  return deliver(callback, record, closing);
}

function callbackOf(call: Call, event: CallbackEvent, parameter: CallbackParameter): Callback | undefined {
  const { [parameter]: url, [methods[parameter]]: method = 'POST' } = call.placed.parameters;
  if (typeof url !== 'string') return undefined;
  return {
    event,
    parameter,
    method: /^get$/i.test(String(method)) ? 'GET' : 'POST',
    url,
    fields: callbackFields(call, event),
  };
}
