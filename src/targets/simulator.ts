import { randomBytes } from 'node:crypto';
import { startEmulator } from '../emulator/server.js';
import { createClient } from '../plivo/client.js';
import type { Scenario } from '../schemas/scenario.js';
import type { Io } from '../io/io.js';
import { openSimulatorFile } from './simulator-file.js';
import { fingerprint, type Target } from './target.js';

/** Well-formed like any auth_id, and nobody's. */
const SIMULATED_ID = 'MASIMULATEDSIMULATED';

interface SimulatorOptions {
  /** Absolute path of the repository's top: calls are kept below it, for later commands to find. */
  readonly root: string;
  /** Calls per second that the account allows. */
  readonly rate: number;
  readonly speed: 1 | 'max';
  readonly scenario?: Scenario | undefined;
}

/** An emulator inside this process that goes on where the last one ended. Throws the Faults of its file. */
export async function openSimulator(
  io: Io,
  { root, rate, speed, scenario }: SimulatorOptions,
): Promise<Target> {
  const credentials = { authId: SIMULATED_ID, authToken: randomBytes(16).toString('hex') };
  const file = await openSimulatorFile(io, root);
  const emulator = await startEmulator({
    credentials,
    // One more than the rate: the emulator counts arrivals, and a timer's jitter is not worth a queued call.
    callsPerSecond: rate + 1,
    speed,
    saved: file.calls,
    onChange: file.add,
    ...(scenario && { scenario }),
  }).catch(async (error: unknown) => {
    await file.close(file.calls);
    throw error;
  });
  return {
    account: { target: 'simulator', account: fingerprint(SIMULATED_ID) },
    where: 'with the simulator',
    client: createClient({ origin: emulator.origin, credentials }),
    // Nobody else shares this account, and a rehearsal waits for nothing.
    readsPerSecond: 1_000_000,
    close: async () => {
      await emulator.close();
      await file.close(emulator.save());
    },
  };
}
