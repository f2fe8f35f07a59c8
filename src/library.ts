import { systemClock, systemRandom, type Clock } from './io/clock.js';
import type { RunResult } from './steps/result.js';
import type { Target } from './targets/target.js';
import type { Ready } from './workspace/workspace.js';
import type { RunChoice } from './run/approval.js';
import { perform } from './run/perform.js';
import { prepare, timeOfDecision } from './run/prepare.js';
import type { RunPlan } from './run/run-plan.js';
import { createStop } from './run/stop.js';
import type { Row } from './run/tasks.js';

/** Which calls of a workspace are meant. By default all of them. */
export interface DryRunOptions extends Partial<RunChoice> {
  /** The time of day, by which redials are due. By default now. */
  readonly now?: Date;
}

/** What a run of a workspace would do now. Opens no connection and changes nothing. Throws Faults. */
export function dryRun(workspace: Ready, options: DryRunOptions = {}): Promise<RunPlan> {
  return prepare(workspace.plans, { ...termsOf(workspace, options), mayBegin: true });
}

export interface PrepareRunOptions extends DryRunOptions {
  /**
   * Whether plans that have no lockfile may begin one. Say so only of plans that were never run: if a lockfile was lost, everybody in
   * it would be called again.
   */
  readonly mayBegin: boolean;
}

/** What {@link performRun} will do with this target. Changes nothing. Throws Faults, `lockfile-missing` and `lockfile-foreign` among them. */
export function prepareRun(
  workspace: Ready,
  { account }: Pick<Target, 'account'>,
  options: PrepareRunOptions,
): Promise<RunPlan> {
  return prepare(workspace.plans, {
    ...termsOf(workspace, options),
    account,
    mayBegin: options.mayBegin,
  });
}

function termsOf(
  { loaded, ledgers, simulate }: Ready,
  { again = [], only, maxCalls, now = timeOfDecision(simulate, systemClock) }: DryRunOptions,
): Pick<RunPlan, 'loaded' | 'ledgers' | 'simulate' | 'choice' | 'now'> {
  const choice = { again, ...(only && { only }), ...(maxCalls !== undefined && { maxCalls }) };
  return { loaded, ledgers, simulate, choice, now };
}

export interface PerformRunOptions {
  /** When it is aborted nothing further starts, and replies that are awaited are still recorded. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Between 0 and 1. */
  readonly random?: () => number;
}

/**
 * Places the calls of a run that was prepared for this target: nobody else is asked. Each is sent at most once and recorded in the lockfiles, which are held until it is
 * over. Nothing is sent that `runPlan` does not send, whatever has changed since. Throws Faults.
 */
export async function performRun(
  runPlan: RunPlan,
  target: Target,
  { signal, clock = systemClock, random = systemRandom }: PerformRunOptions = {},
): Promise<RunResult> {
  const stop = createStop();
  const onAbort = (): void => {
    stop.now('stopped by its signal');
  };
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort);
  try {
    return await perform(runPlan, { target, clock, random, stop, work });
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** One plan after the other, shown to nobody. */
async function work(rows: readonly Row[]): Promise<void> {
  for (const row of rows) if (row.skip() === undefined) await row.work();
}
