import type { LoadedSettings } from '../workspace/settings/settings.js';
import { Fault } from '../diagnostics/fault.js';
import type { Scenario } from '../schemas/scenario.js';
import type { Io } from '../io/io.js';
import { openSimulator } from './simulator.js';
import { openPlivo, type Target } from './target.js';

interface TargetOptions {
  readonly simulate: boolean;
  readonly scenario?: Scenario | undefined;
  /** What the simulator's time does, `max` skips all waiting for whoever asks. Default `max`. */
  readonly speed?: 1 | 'max';
  /** --api-url */
  readonly apiUrl: string | undefined;
}

/** Plivo, or the simulator in place of it. Throws Faults. */
export async function openTarget(
  io: Io,
  { root, settings }: LoadedSettings,
  { simulate, scenario, speed = 'max', apiUrl }: TargetOptions,
): Promise<Target> {
  if (!simulate) return openPlivo(io.env, apiUrl);
  if (apiUrl !== undefined)
    throw new Fault('usage', {
      problem: 'the simulator is inside this process, and --api-url names another server',
      hint: 'Leave out --simulate, or --api-url.',
    });
  return openSimulator(io, { root, rate: settings.cps.value, scenario, speed });
}
