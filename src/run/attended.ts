import type { Io } from '../io/io.js';
import type { RunResult } from '../steps/result.js';
import type { Target } from '../targets/target.js';
import { perform } from './perform.js';
import type { RunPlan } from './run-plan.js';
import { listenForSignals } from './signals.js';
import { createStop, limitTime } from './stop.js';
import { rowOptions, runRows, type Row } from './tasks.js';

/** Performs a run with its progress on stderr; signals and the time limit stop it in order. Throws the Faults of perform. */
export async function performAttended(
  io: Io,
  runPlan: RunPlan,
  target: Target,
  stopAfterSeconds: number | undefined,
): Promise<RunResult> {
  const stop = createStop();
  const signals = listenForSignals(io, stop);
  const time = limitTime(stopAfterSeconds, stop);
  const { clock, random } = io;
  const work = (rows: readonly Row[]): Promise<void> => runRows(rows, rowOptions(io));
  const result = await perform(runPlan, { clock, random, target, stop, work }).finally(() => {
    signals.off();
    time.off();
  });
  const signalExit = signals.exit();
  return {
    ...result,
    ...(result.stopped !== undefined && { timeIsUp: result.stopped === time.why }),
    ...(signalExit !== undefined && { signalExit }),
  };
}
