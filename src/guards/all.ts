import { guardCallbackHost } from './callback-host.js';
import { guardCountry } from './country.js';
import { guardEdition } from './edition.js';
import { guardFrom } from './from.js';
import type { Guard, Guarded, GuardRefusal } from './guard.js';
import { guardPrefix } from './prefix.js';
import { guardSipHost } from './sip-host.js';

const guards: readonly Guard[] = [
  guardEdition,
  guardFrom,
  guardCountry,
  guardPrefix,
  guardSipHost,
  guardCallbackHost,
];

/** Everything that holds a call back; `max_calls` apart, which is about all calls of a run. Pure. */
export function refusalsOf(guarded: Guarded): GuardRefusal[] {
  return guards.flatMap((guard) => guard(guarded));
}
