import type { EmulatorOptions } from '../../src/emulator/options.js';
import type { Scope } from '../harness/spec.js';
import { emulated, least, type Emulated } from './emulator-fixture.js';

/** 2026-11-24 12:00:00 UTC, when every clock of these tests begins. */
export const NOON = Date.UTC(2026, 10, 24, 12);

export interface Clocked extends Emulated {
  /** Sets the clock to so many seconds after noon. */
  readonly at: (seconds: number) => void;
  /** Places one call, and gives its request_uuid. */
  readonly call: (extra?: object) => Promise<string>;
  /** The names of all that happened to the n-th call, each with its seconds after noon: `ringing 1`. */
  readonly story: (index?: number) => string[];
}

/**
 * An emulator whose time stands still until it is told to move; ids are u1, u2, … and every call is answered, unless it
 * is told otherwise or given a seed.
 */
export async function clocked(
  scope: Pick<Scope, 'defer'>,
  options: Partial<EmulatorOptions> = {},
): Promise<Clocked> {
  let now = NOON;
  let last = 0;
  const emulator = await emulated(scope, {
    clock: () => now,
    uuid: () => uuidOf(++last),
    ...('seed' in options ? {} : { behaviour: () => ({ outcome: 'answered' }) }),
    callsPerSecond: Infinity,
    ...options,
  });
  return Object.assign(emulator, {
    at: (seconds: number): void => {
      now = NOON + seconds * 1000;
    },
    call: async (extra: object = {}): Promise<string> =>
      String((await emulator.post({ ...least, ...extra })).body['request_uuid']),
    story: (index = 0): string[] =>
      (emulator.history[index]?.events ?? []).map((event) =>
        [
          event.name,
          (event.at - NOON) / 1000,
          ...('digit' in event ? [event.digit, event.lengthMs] : []),
          ...('cause' in event ? [event.cause.code, event.cause.name, event.cause.source] : []),
        ].join(' '),
      ),
  });
}

/** A UUID that can be told apart. */
export function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
