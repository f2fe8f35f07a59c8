import { normalize } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { buildRequests } from '../../calls/request.js';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import type { Io } from '../../io/io.js';
import { countSteps } from '../../report/dry-run/counts.js';
import type { Compared, DryRun, DryRunPlan } from '../../report/dry-run/dry-run.js';
import type { Findings } from '../../report/findings/findings.js';
import type { RunChoice } from '../../run/approval.js';
import { describeSteps } from '../../run/describe-steps.js';
import { prepare, timeOfDecision } from '../../run/prepare.js';
import type { RunPlan } from '../../run/run-plan.js';
import { display } from '../../source/files/paths.js';
import { jsonText } from '../../text/json-text.js';
import { sendable, type Planned } from '../../workspace/planned.js';
import type { Ready, Workspace } from '../../workspace/workspace.js';
import { readWorkspace } from '../ready.js';
import { outputsOf, type Output } from '../outputs/outputs.js';
import { openReportFile } from '../outputs/report-file.js';
import { openOutputs, writeOutputs, type OpenOutput } from '../outputs/write.js';
import { printFault } from '../print-error.js';
import { choiceOf } from '../flag-values.js';
import type { DryRunFlags } from '../program/commands/dry-run.js';

/** `callplan dry-run`: the very steps that a run would perform now. Opens no connection and writes what it is told to alone. */
export async function dryRun(io: Io, named: string[], flags: DryRunFlags): Promise<Exit> {
  const { out, base, simulate = false, exitCode = false } = flags;
  const wanted = outputsOf('dry-run', flags);
  const choice = choiceOf(flags);
  if (base !== undefined && simulate)
    throw new Fault('usage', {
      problem: '--base compares with what is in git, and the record of simulated runs is not',
      hint: 'Leave out --simulate or --base.',
    });
  if (out !== undefined) refuseTwice(out, wanted);
  const places = wanted.some(({ name }) => name === 'github');
  const read = await readWorkspace(io, { named, flags, simulate, places });
  const place = { root: read.loaded.root, checked: read.findings.files };
  const outputs = await openOutputs(io, 'dry-run', wanted, place);
  const file = out === undefined ? undefined : await openReportFile(io, out, 'replace', place);
  const tell = teller(io, read, outputs, flags);
  if (!read.plans) return (await tell({})) || Exit.findings;
  const { runPlan, compared } = await decide(io, { ...read, plans: read.plans }, choice, named, flags).catch(
    async (error: unknown) => {
      // Whoever reads the reports must not take earlier ones for these.
      if (error instanceof Fault && error.code !== 'usage') await tell({ trouble: error });
      throw error;
    },
  );
  if (file) await file.write(() => Promise.resolve(jsonText(describeSteps(runPlan))));
  const failed = await tell({ plans: runPlan.plans.map(reportOf), ...(compared && { compared }) });
  const { send } = countSteps(runPlan.plans.flatMap((plan) => plan.steps));
  return failed || (exitCode && send > 0 ? Exit.callsToPlace : Exit.fine);
}

/** Writes the reports of what is known, and gives the exit code of what could not be written. */
function teller(
  io: Io,
  read: Workspace,
  outputs: readonly OpenOutput<'dry-run'>[],
  { showNumbers, showRequests }: DryRunFlags,
): (known: Partial<DryRun>) => Promise<Exit> {
  return async (known) => {
    const rate = read.loaded.settings.cps.value;
    const result = { ...known, rate, findings: findingsOf(io, read) };
    const faults = await writeOutputs(io, 'dry-run', outputs, result, { showNumbers, showRequests });
    for (const fault of faults) printFault(io, fault);
    return faults[0]?.exit ?? Exit.fine;
  };
}

/** The steps of now, and what they are compared with. Throws Faults. */
async function decide(
  io: Io,
  { loaded, ledgers, plans }: Ready,
  choice: RunChoice,
  named: readonly string[],
  flags: DryRunFlags,
): Promise<{ runPlan: RunPlan; compared?: Compared }> {
  const { base, simulate = false } = flags;
  const now = timeOfDecision(simulate, io.clock);
  const runPlan = await prepare(plans, { loaded, ledgers, simulate, choice, now, mayBegin: true });
  if (base === undefined) return { runPlan };
  const { compareWith } = await import('../../git/compare-revision.js');
  const compared = await compareWith(io, base, {
    loaded,
    plans: runPlan.plans,
    named,
    flags,
    choice: { ...choice, now },
  });
  return { runPlan, compared };
}

function reportOf({ plan, entries, steps }: Planned): DryRunPlan {
  const { file, edition, ledger, placeOf } = plan;
  return {
    file,
    plan: plan.plan.name,
    edition,
    lockfile: ledger.lockfile.file,
    steps,
    requests: buildRequests(sendable(steps)),
    entries,
    ...(placeOf && { placeOf }),
  };
}

function findingsOf(io: Io, { loaded, findings }: Workspace): Findings {
  const folder = display(io.cwd, loaded.root);
  return { ...findings, folder, failing: ['error'], version: packageJson.version };
}

/** What is written last would take the place of the other. */
function refuseTwice(out: string, outputs: readonly Output<'dry-run'>[]): void {
  const other = outputs.find(({ file }) => file !== undefined && normalize(file) === normalize(out));
  if (other)
    throw new Fault('usage', {
      problem: `the steps and the report ${other.name} would both be written to ${out}`,
      hint: 'Give each a file of its own.',
    });
}
