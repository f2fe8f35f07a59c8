import { buildRequests } from '../../calls/request.js';
import { Exit } from '../../diagnostics/exit.js';
import { systemClock } from '../../run/clock.js';
import { countSteps, stepsJson, stepsText, type PlannedSteps } from '../../report/steps.js';
import { choiceOf, type ChoiceFlags } from '../choice-flags.js';
import { outColors, printJson, type Io } from '../io.js';
import { readLedgerOf } from '../lockfiles.js';
import type { FormatFlag, SettingFlags } from '../options.js';
import { readyPlans, type ReadyPlan } from '../plans.js';
import { sendable, stepsOf } from '../steps.js';

type Flags = SettingFlags &
  FormatFlag &
  ChoiceFlags & {
    readonly showRequests?: boolean;
    readonly exitCode?: boolean;
    readonly simulate?: boolean;
  };

/** `callplan dry-run`: the very steps that a run would perform now. Opens no connection and writes nothing. */
export async function dryRun(io: Io, named: string[], flags: Flags): Promise<Exit> {
  const { format, showRequests = false, exitCode = false, again, only, maxCalls, ...settingFlags } = flags;
  const choice = choiceOf({ again, only, maxCalls });
  const ready = await readyPlans(io, named, settingFlags);
  if (!ready) return Exit.findings;
  const planned = await Promise.all(
    ready.plans.map(async (plan) => ({ plan, ledger: await readLedgerOf(io, plan) })),
  );
  const rate = ready.loaded.settings.cps.value;
  const steps = stepsOf(planned, { ...choice, now: systemClock.date(), policy: ready.loaded.policy });
  const report = steps.map((step) => reportOf(step.plan, step.steps));
  if (format === 'json') printJson(io, stepsJson(report, rate));
  else io.stdout.write(stepsText(report, rate, showRequests, outColors(io)));
  const { send } = countSteps(report.flatMap((plan) => plan.steps));
  return exitCode && send > 0 ? Exit.callsToPlace : Exit.fine;
}

function reportOf({ file, plan, edition, lockfile }: ReadyPlan, steps: PlannedSteps['steps']): PlannedSteps {
  return {
    file,
    plan: plan.name,
    edition,
    lockfile: lockfile.file,
    steps,
    requests: buildRequests(sendable(steps)),
  };
}
