import { Exit } from '../../diagnostics/exit.js';
import { systemClock } from '../../run/clock.js';
import { agree } from '../consent.js';
import { choiceOf, type ChoiceFlags } from '../choice-flags.js';
import { seconds } from '../flag-values.js';
import { destinationsOf } from '../destinations.js';
import { isUnattended, type Io } from '../io.js';
import { readLedgerOf } from '../lockfiles.js';
import { RUN_REPORTERS, type RunReporterName, type SettingFlags } from '../options.js';
import { performPlans } from '../perform-plans.js';
import { readyPlans } from '../plans.js';
import { printFault } from '../print-fault.js';
import { openReports, writeRunReports } from '../run-reports.js';
import { exitOf, reportOf } from '../run-result.js';
import { sendKeys, stepsOf } from '../steps.js';
import { openPlivo, openSimulator } from '../target.js';
import { waitForCalls } from '../wait-for-calls.js';

type Flags = SettingFlags &
  ChoiceFlags & {
    readonly format?: RunReporterName;
    readonly report?: readonly string[];
    readonly showNumbers?: boolean;
    readonly simulate?: boolean;
    readonly yes?: boolean;
    readonly new?: boolean;
    readonly wait?: boolean;
    readonly stopAfter?: string;
    readonly apiUrl?: string;
  };

/** `callplan run`: performs the steps, each call at most once, and keeps the lockfiles. */
export async function run(io: Io, named: string[], flags: Flags): Promise<number> {
  const {
    format,
    report = [],
    showNumbers = false,
    yes = false,
    new: isNew = false,
    again,
    only,
    maxCalls,
    wait = false,
    stopAfter,
    apiUrl,
    ...settingFlags
  } = flags;
  const destinations = destinationsOf(RUN_REPORTERS, report, format);
  const choice = { ...choiceOf({ again, only, maxCalls }), now: systemClock.date() };
  const stopAfterSeconds = stopAfter === undefined ? undefined : seconds('--stop-after', stopAfter);
  const simulate = flags.simulate === true;
  const ready = await readyPlans(io, named, settingFlags);
  if (!ready) return Exit.findings;
  const outputs = await openReports(io, destinations, ready);
  const rate = ready.loaded.settings.cps.value;
  const target = simulate ? await openSimulator(rate) : openPlivo(io.env, apiUrl);
  try {
    const create = isNew || simulate || !isUnattended(io);
    const ledgers = await Promise.all(
      ready.plans.map(async (plan) => ({
        plan,
        ledger: await readLedgerOf(io, plan, { header: target.header, create }),
      })),
    );
    const agreed = sendKeys(stepsOf(ledgers, { ...choice, policy: ready.loaded.policy }));
    if (agreed.size > 0 && !simulate)
      await agree(io, yes, {
        calls: agreed.size,
        plans: ready.plans.length,
        rate,
        where: target.where,
        unrecorded: ledgers.filter(({ ledger }) => ledger.size === 0).map(({ plan }) => plan.file),
      });
    const performed = await performPlans(io, ready, target, {
      choice,
      create,
      agreed,
      ...(stopAfterSeconds !== undefined && { stopAfterSeconds }),
    });
    const result = wait ? await waitForCalls(io, performed, target, stopAfterSeconds) : performed;
    const unwritten = await writeRunReports(io, outputs, reportOf(result), showNumbers);
    for (const fault of unwritten) printFault(io, fault);
    if (result.failure) throw result.failure;
    return exitOf(result) || (unwritten[0]?.exit ?? Exit.fine);
  } finally {
    await target.close();
  }
}
