import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { checkSaving, type Push } from '../../git/save-lockfiles.js';
import { isUnattended, type Io } from '../../io/io.js';
import type { Account } from '../../ledger/ledger.js';
import { agree } from '../../run/agree.js';
import { readApproval, type Approval, type RunChoice } from '../../run/approval.js';
import { performAttended } from '../../run/attended.js';
import { prepare, timeOfDecision } from '../../run/prepare.js';
import type { RunTerms } from '../../run/run-plan.js';
import { exitOf } from '../../run/exit-code.js';
import { settle, type Settled } from '../../run/settle.js';
import type { Scenario } from '../../schemas/scenario.js';
import { openTarget } from '../../targets/open-target.js';
import { readScenario } from '../../targets/scenario.js';
import { filesOf, type Ready } from '../../workspace/workspace.js';
import { outputsOf } from '../outputs/outputs.js';
import { openOutputs, writeOutputs, type OpenOutput } from '../outputs/write.js';
import { printFault } from '../print-error.js';
import { readyWorkspace } from '../ready.js';
import { choiceOf, seconds } from '../flag-values.js';
import type { RunFlags } from '../program/commands/run.js';

/** `callplan run`: performs the steps, each call at most once, and keeps the lockfiles. */
export async function run(io: Io, named: string[], flags: RunFlags): Promise<number> {
  refuseUnfit(flags);
  const { simulate = false, wait = false, yes = false, apiUrl } = flags;
  if (!simulate) io.maskInLog();
  const wanted = outputsOf('run', flags);
  const order = readOrder(io, named, flags);
  const ready = await readyWorkspace(io, { named: order.named, flags, simulate });
  if (!ready) return Exit.findings;
  const outputs = await openOutputs(io, 'run', wanted, {
    root: ready.loaded.root,
    checked: [...filesOf(ready), ...(flags.steps === undefined ? [] : [flags.steps])],
  });
  const { scenario, stopAfterSeconds, commit } = order;
  const target = await openTarget(io, ready.loaded, { simulate, scenario, apiUrl });
  try {
    const runPlan = await prepare(ready.plans, termsOf(io, flags, order, ready, target.account));
    await agree(io, runPlan, { yes, where: target.where });
    // Last, since the question may have stood for hours, and a pipeline has run meanwhile.
    if (commit) await checkSaving(io, ready.plans, commit);
    const performed = await performAttended(io, runPlan, target, stopAfterSeconds);
    const settled = await settle(io, runPlan, performed, { target, wait, stopAfterSeconds, commit });
    return await tell(io, settled, outputs, flags.showNumbers ?? false);
  } finally {
    await target.close();
  }
}

/** What the command line asks for, beside the settings. */
interface Order {
  readonly named: readonly string[];
  readonly choice: RunChoice;
  readonly approval?: Approval;
  readonly scenario: Scenario | undefined;
  readonly stopAfterSeconds: number | undefined;
  readonly commit: Push | undefined;
}

function readOrder(io: Io, named: readonly string[], flags: RunFlags): Order {
  const { again, only, maxCalls, steps, scenario, stopAfter, remote, branch } = flags;
  const about = {
    stopAfterSeconds: stopAfter === undefined ? undefined : seconds('--stop-after', stopAfter),
    scenario: scenario === undefined ? undefined : readScenario(io, scenario),
    commit: flags.commit === true ? { remote, branch } : undefined,
  };
  if (steps === undefined) return { ...about, named, choice: choiceOf(flags) };
  const approval = readApproval(io, steps);
  refuseChoice(named, { again, only, maxCalls });
  return { ...about, named: approval.named, choice: approval.choice, approval };
}

function termsOf(
  io: Io,
  flags: RunFlags,
  order: Order,
  { loaded, ledgers }: Ready,
  account: Account,
): RunTerms {
  const { simulate = false, new: isNew = false } = flags;
  return {
    loaded,
    ledgers,
    simulate,
    account,
    choice: order.choice,
    now: timeOfDecision(simulate, io.clock),
    mayBegin: isNew || simulate || !isUnattended(io),
    ...(order.approval && { approval: order.approval }),
  };
}

/** Writes the reports, and gives the exit code. Throws what went wrong in the run itself. */
async function tell(
  io: Io,
  { result, unsaved }: Settled,
  outputs: readonly OpenOutput<'run'>[],
  showNumbers: boolean,
): Promise<number> {
  const unwritten = await writeOutputs(io, 'run', outputs, result, { showNumbers });
  for (const fault of [...unwritten, ...(unsaved ? [unsaved] : [])]) printFault(io, fault);
  if (result.failure) throw result.failure;
  return exitOf(result) || (unwritten[0]?.exit ?? unsaved?.exit ?? Exit.fine);
}

function refuseUnfit({ commit = false, simulate = false, scenario, remote, branch }: RunFlags): void {
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
