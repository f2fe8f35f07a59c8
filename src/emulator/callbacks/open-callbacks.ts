import { Fault } from '../../diagnostics/fault.js';
import { startTimer } from '../core/alarm.js';
import { createDelivery } from './callback-delivery.js';
import { createCallbackHosts } from './callback-hosts.js';
import { createCallbacks, type Callbacks } from './callbacks.js';
import { hangupCause } from '../core/hangup-causes.js';
import type { EmulatorOptions } from '../options.js';
import type { Switchboard } from '../calls/switchboard.js';
import type { Time } from '../core/time.js';

/**
 * Puts together what sends an account's callbacks.
 * @throws Fault `setting-invalid` when time jumps, or a host that is allowed is none.
 */
export function openCallbacks(
  options: EmulatorOptions,
  nonce: () => string,
  time: Time,
  switchboard: () => Pick<Switchboard, 'advance' | 'end'>,
): Callbacks {
  if (time.jumps)
    throw new Fault('setting-invalid', { where: 'speed', value: 'max', expected: SPEED_WITH_CALLBACKS });
  const { callbackHosts = [], onCallback = () => undefined } = options;
  const advance = (): void => {
    switchboard().advance();
  };
  return createCallbacks({
    time,
    startTimer: options.startTimer ?? startTimer,
    deliver: createDelivery({
      hosts: createCallbackHosts(callbackHosts, 'callbackHosts'),
      authToken: options.credentials.authToken,
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
