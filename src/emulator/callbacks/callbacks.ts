import { setMaxListeners } from 'node:events';
import type { CallObserver } from '../calls/call-observer.js';
import type { Call } from '../calls/call.js';
import type { CallbackAttempt } from '../core/callback-attempt.js';
import type { ParameterName } from '../core/parameters.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { Time } from '../core/time.js';
import { createAlarm, type StartTimer } from './alarm.js';
import type { Callback, Deliver, Delivery } from './callback-delivery.js';
import { createCallbackEvents, type CallbackEvent } from './callback-events.js';
import { callbackFields } from './callback-fields.js';

/** Callbacks that are on their way at a time; the others wait for their turn. */
const MAX_IN_FLIGHT = 50;

/** So many attempts are remembered of each call, the newest. */
const MAX_ATTEMPTS = 12;

export interface Callbacks extends CallObserver {
  /** Breaks off what is on its way, and sends nothing more. */
  readonly close: () => void;
}

interface Surroundings {
  readonly time: Time;
  readonly startTimer: StartTimer;
  readonly deliver: Deliver;
  /** Brings the calls up to the present. */
  readonly advance: () => void;
  /** Ends a live call whose server did not say what to do: it was `unreachable`, or its answer `invalid`. */
  readonly fail: (call: Call, why: Exclude<Delivery, 'delivered'>) => void;
  readonly onCallback: (attempt: CallbackAttempt, call: PlacedCall) => void;
}

const methods = {
  ring_url: 'ring_method',
  answer_url: 'answer_method',
  fallback_url: 'fallback_method',
  hangup_url: 'hangup_method',
  machine_detection_url: 'machine_detection_method',
} as const satisfies Partial<Record<ParameterName, ParameterName>>;

type UrlParameter = CallbackAttempt['parameter'];

const parameterOf: Readonly<Record<CallbackAttempt['event'], UrlParameter>> = {
  Ring: 'ring_url',
  StartApp: 'answer_url',
  Hangup: 'hangup_url',
  MachineDetection: 'machine_detection_url',
};

/** Tells the servers behind calls' URLs what happens to them, when it happens. */
export function createCallbacks(around: Surroundings): Callbacks {
  const events = createCallbackEvents(around.time.now());
  const closing = new AbortController();
  // Each that is on its way listens: Node would warn of so many.
  setMaxListeners(0, closing.signal);
  const alarm = createAlarm(around.time, around.startTimer, around.advance);
  let inFlight = 0;

  const sendTo = async (
    call: Call,
    event: CallbackEvent['event'],
    parameter: UrlParameter,
  ): Promise<Delivery> => {
    const callback = callbackOf(call, event, parameter);
    if (callback === undefined || call.state === 'forgotten') return 'unreachable';
    const record = (attempt: CallbackAttempt): void => {
      call.callbacks = [...call.callbacks, attempt].slice(-MAX_ATTEMPTS);
      around.onCallback(attempt, call.placed);
    };
    return around.deliver(callback, record, closing.signal);
  };

  const ask = async (call: Call): Promise<void> => {
    let outcome = await sendTo(call, 'StartApp', 'answer_url');
    if (outcome === 'unreachable') outcome = await sendTo(call, 'StartApp', 'fallback_url');
    if (outcome !== 'delivered' && !closing.signal.aborted) around.fail(call, outcome);
  };

  const tell = async ({ call, event }: CallbackEvent): Promise<void> => {
    inFlight += 1;
    await (event === 'StartApp' ? ask(call) : sendTo(call, event, parameterOf[event]));
    inFlight -= 1;
    if (!closing.signal.aborted) around.advance();
  };

  const tellUntil = (now: number): void => {
    while (inFlight < MAX_IN_FLIGHT && !closing.signal.aborted) {
      const event = events.take(now);
      if (event === undefined) return;
      void tell(event);
    }
  };

  return {
    dialled: events.dialled,
    ended: events.ended,
    sweep: events.sweep,
    settled: (now, next) => {
      tellUntil(now);
      // With as many on their way as may be, the end of one of them goes on.
      const nextEvent = inFlight < MAX_IN_FLIGHT ? events.nextAt() : Infinity;
      alarm.set(closing.signal.aborted ? Infinity : Math.min(next, nextEvent));
    },
    close: () => {
      closing.abort();
      alarm.set(Infinity);
    },
  };
}

function callbackOf(
  call: Call,
  event: CallbackEvent['event'],
  parameter: UrlParameter,
): Callback | undefined {
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
