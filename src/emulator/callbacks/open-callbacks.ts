import { Fault } from '../../diagnostics/fault.js';
import type { Switchboard } from '../calls/switchboard.js';
import type { CallbackAttempt } from '../core/callback-attempt.js';
import { hangupCause } from '../core/hangup-causes.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { Time } from '../core/time.js';
import { startTimer as startRealTimer, type StartTimer } from './alarm.js';
import { createDelivery } from './callback-delivery.js';
import { createCallbackDispatcher, type CallbackDispatcher } from './callback-dispatcher.js';
import { createCallbackHosts } from './callback-hosts.js';

interface Settings {
  readonly callbackHosts?: readonly string[];
  readonly authToken: string;
  readonly nonce: () => string;
  readonly time: Time;
  readonly startTimer?: StartTimer;
  readonly onCallback?: (attempt: CallbackAttempt, call: PlacedCall) => void;
}

/**
 * Puts together what sends an account's callbacks. The switchboard is asked for late, since it is made with them.
 * @throws Fault `setting-invalid` when time jumps, or a host that is allowed is none.
 */
export function openCallbacks(
  { callbackHosts = [], authToken, nonce, time, startTimer, onCallback = () => undefined }: Settings,
  switchboard: () => Pick<Switchboard, 'advance' | 'end'>,
): CallbackDispatcher {
  if (time.jumps)
    throw new Fault('setting-invalid', { where: 'speed', value: 'max', expected: SPEED_WITH_CALLBACKS });
  const advance = (): void => {
    switchboard().advance();
  };
  return createCallbackDispatcher({
    time,
    startTimer: startTimer ?? startRealTimer,
    deliver: createDelivery({
      hosts: createCallbackHosts(callbackHosts, 'callbackHosts'),
      authToken,
      nonce,
      now: time.now,
      elapsed: () => performance.now(),
    }),
    advance,
    fail: (call, why) => {
      advance();
      if (call.state === 'live') switchboard().end(call, hangupCause(why === 'invalid' ? 8011 : 7011));
    },
    onCallback,
  });
}

/** Said of the speed `max`. */
export const SPEED_WITH_CALLBACKS = 'a number: with callbacks on, servers answer in real time';
