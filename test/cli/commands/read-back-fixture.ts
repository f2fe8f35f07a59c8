import { startEmulator, type Emulator } from '../../../src/emulator/server.js';
import type { EmulatorOptions } from '../../../src/emulator/options.js';
import type { Scope } from '../../harness/spec.js';
import {
  credentials,
  planText,
  commandFixture,
  type Result,
  type CommandFixture,
} from '../command-fixture.js';

export const [X, Y, Z] = ['+14155550101', '+14155550102', '+14155550103'];
export const PLAN = 'plans/case.yaml';

export interface Fixture extends CommandFixture {
  readonly emulator: Emulator;
  /** A command line against the emulator. */
  readonly ask: (args: string) => Promise<Result>;
  readonly runs: () => Promise<Result>;
  readonly lines: () => Promise<Record<string, unknown>[]>;
  /** Lets the emulator's time pass. */
  readonly pass: (seconds: number) => void;
}

/** A plan for these phones and an emulator whose time passes only when it is told to. */
export async function fixture(
  scope: Scope,
  phones: readonly string[],
  over: Partial<EmulatorOptions> = {},
  extra = '',
): Promise<Fixture> {
  const { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken } = credentials;
  let passed = 0;
  const began = Date.now();
  const emulator = await startEmulator({
    credentials: { authId, authToken },
    callsPerSecond: Infinity,
    clock: () => began + passed,
    ...over,
  });
  scope.defer(emulator.close);
  const own = await commandFixture(scope, {
    [PLAN]: planText(
      phones.map((phone) => `"${phone}"`),
      extra,
    ),
  });
  const ask = (args: string): Promise<Result> =>
    own.callplan(`${args} --api-url ${emulator.origin}`, { env: credentials });
  return {
    ...own,
    emulator,
    ask,
    runs: () => ask('run --yes --new --cps 1000'),
    lines: async () =>
      (await own.read('plans/case.lock.jsonl'))
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    pass: (seconds) => {
      passed += seconds * 1000;
    },
  };
}
