import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { readApproval, refuseChanged } from '../../run/approval.js';
import { agree } from '../consent.js';
import { choiceOf, type ChoiceFlags } from '../program/choice-flags.js';
import { seconds } from '../program/flag-values.js';
import { destinationsOf } from '../outputs/destinations.js';
import { isUnattended, type Io } from '../../io/io.js';
import { readRecordOf } from '../../workspace/lockfiles.js';
import { RUN_REPORTERS, type RunReporterName, type SettingFlags } from '../../workspace/flags.js';
import { performPlans } from '../../run/perform-plans.js';
import { filesOf, readyPlans, type ReadyPlan } from '../../workspace/plans.js';
import { printFault } from '../print-fault.js';
import { openOutputs, writeOutputs } from '../outputs/report-outputs.js';
import { ADDED_RUN_REPORTS, renderRun } from '../outputs/run-reports.js';
import { exitOf, reportOf } from '../../run/run-result.js';
import { readScenario } from '../../targets/scenario.js';
import { foreseeSaving, trySaving } from '../../git/publish.js';
import { sendKeys, stepsOf, timeOfDecision, type Planned } from '../../workspace/decided.js';
import { openTarget } from '../../targets/open-target.js';
import { waitForCalls } from '../../run/sync/wait-for-calls.js';

type Flags = SettingFlags &
  ChoiceFlags & {
    readonly format?: RunReporterName;
    readonly report?: readonly string[];
    readonly showNumbers?: boolean;
    readonly simulate?: boolean;
    readonly scenario?: string;
    readonly yes?: boolean;
    readonly new?: boolean;
    readonly wait?: boolean;
    readonly steps?: string;
    readonly stopAfter?: string;
    readonly apiUrl?: string;
    readonly commit?: boolean;
    readonly remote?: string;
    readonly branch?: string;
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
    steps,
    stopAfter,
    scenario: scenarioFile,
    apiUrl,
    commit = false,
    remote,
    branch,
    ...settingFlags
  } = flags;
  refuseUnfit(flags);
  if (flags.simulate !== true) io.maskInLog();
  const destinations = destinationsOf(RUN_REPORTERS, report, format);
  const stopAfterSeconds = stopAfter === undefined ? undefined : seconds('--stop-after', stopAfter);
  const simulate = flags.simulate === true;
  const scenario = scenarioFile === undefined ? undefined : readScenario(io, scenarioFile);
  const approval = steps === undefined ? undefined : readApproval(io, steps);
  if (approval) refuseChoice(named, { again, only, maxCalls });
  const ready = await readyPlans(io, approval?.named ?? named, settingFlags);
  if (!ready) return Exit.findings;
  const outputs = await openOutputs(io, destinations, ADDED_RUN_REPORTS, {
    root: ready.loaded.root,
    checked: [...filesOf(ready), ...(steps === undefined ? [] : [steps])],
  });
  const lockfiles = ready.plans.map((plan) => plan.lockfile);
  const chosen = approval?.choice ?? choiceOf({ again, only, maxCalls });
  const choice = {
    ...chosen,
    now: timeOfDecision(simulate, io.clock),
    ...(approval && { approved: approval.keys }),
  };
  const rate = ready.loaded.settings.cps.value;
  const target = await openTarget(io, ready.loaded, { simulate, scenario, apiUrl });
  try {
    const create = isNew || simulate || !isUnattended(io);
    // Approved steps outlive the machine that performed them: where its record is lost, they would be performed once more.
    const mayBegin = ({ path }: ReadyPlan): boolean => create && approval?.unrecorded.has(path) !== false;
    const ledgers = await Promise.all(
      ready.plans.map(async (plan) => ({
        plan,
        // Whether there is one is compared with what was approved.
        ...(await readRecordOf(io, plan, {
          header: target.header,
          create: create || approval !== undefined,
        })),
      })),
    );
    const planned = stepsOf(ledgers, { ...choice, policy: ready.loaded.policy });
    const confirm = (all: readonly Planned[]): void => {
      if (approval) refuseChanged(approval, { loaded: ready.loaded, planned: all, simulate, choice: chosen });
    };
    confirm(planned);
    const agreed = sendKeys(planned);
    if (agreed.size > 0 && !simulate)
      await agree(io, yes, {
        calls: agreed.size,
        plans: ready.plans.length,
        rate,
        where: target.where,
        unrecorded: ledgers.filter(({ ledger }) => ledger.size === 0).map(({ plan }) => plan.file),
      });
    // Last, since the question may have stood for hours, and a pipeline has run meanwhile.
    if (commit) await foreseeSaving(io, ready.plans, { remote, branch });
    const performed = await performPlans(io, ready, target, {
      choice,
      mayBegin,
      agreed,
      confirm,
      ...(stopAfterSeconds !== undefined && { stopAfterSeconds }),
    });
    let result = performed;
    let unsaved: Fault | undefined;
    const save = (): Promise<Fault | undefined> =>
      trySaving(io, lockfiles, { remote, branch }, result.signalExit !== undefined);
    try {
      // Waiting may take hours, and be cut off: that it could not be saved yet is said at the end.
      if (commit && wait) await save();
      if (wait) result = await waitForCalls(io, performed, target, stopAfterSeconds);
    } finally {
      // Whatever became of the run: what was called is known only here until then.
      if (commit) unsaved = await save();
    }
    const about = reportOf(result);
    const unwritten = await writeOutputs(io, outputs, (name, options) =>
      renderRun(name, about, { ...options, showNumbers }),
    );
    for (const fault of [...unwritten, ...(unsaved ? [unsaved] : [])]) printFault(io, fault);
    if (result.failure) throw result.failure;
    return exitOf(result) || (unwritten[0]?.exit ?? unsaved?.exit ?? Exit.fine);
  } finally {
    await target.close();
  }
}

function refuseUnfit({ commit = false, simulate = false, scenario, remote, branch }: Flags): void {
  if (scenario !== undefined && !simulate)
    throw new Fault('usage', {
      problem: '--scenario says what happens in a rehearsal',
      hint: 'Add --simulate, or leave out --scenario.',
    });
  if (commit && simulate)
    throw new Fault('usage', {
      problem: 'the record of a simulated run is not committed',
      hint: 'Leave out --commit, or --simulate.',
    });
  if (!commit && (remote ?? branch) !== undefined)
    throw new Fault('usage', {
      problem: '--remote and --branch say where the record is pushed to',
      hint: 'Add --commit.',
    });
}

/** Approved steps say themselves which calls are meant. */
function refuseChoice(named: readonly string[], flags: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(flags).find(([, value]) => value !== undefined);
  if (!given && named.length === 0) return;
  const what = given
    ? `--${given[0].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    : named.join(' ');
  throw new Fault('usage', {
    problem: `--steps names the calls, and ${what} would name others`,
    hint: 'Say it to the dry run that writes the steps, or leave out --steps.',
  });
}
