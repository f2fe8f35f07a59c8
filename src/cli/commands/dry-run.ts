import { normalize } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { buildRequests } from '../../calls/request.js';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import type { DryRun } from '../../report/dry-run/dry-run.js';
import type { Findings } from '../../report/findings/findings.js';
import { jsonText } from '../../text/json-text.js';
import { countSteps, type PlannedSteps } from '../../report/dry-run/steps.js';
import { display } from '../../source/files/paths.js';
import { describeSteps, type Decided } from '../../run/approval.js';
import { choiceOf, type ChoiceFlags } from '../program/choice-flags.js';
import { destinationsOf, type Destination } from '../outputs/destinations.js';
import { ADDED_DRY_RUN_REPORTS, renderDryRun } from '../outputs/dry-run-reports.js';
import type { Io } from '../../io/io.js';
import { readRecordOf } from '../../workspace/lockfiles.js';
import { DRY_RUN_REPORTERS, type DryRunReporterName, type SettingFlags } from '../../workspace/flags.js';
import { readPlans, type Read, type Ready } from '../../workspace/plans.js';
import { printFault } from '../print-fault.js';
import { openReportFile } from '../outputs/report-file.js';
import { openOutputs, writeOutputs } from '../outputs/report-outputs.js';
import { sendable, stepsOf, timeOfDecision, type Planned } from '../../workspace/decided.js';

type Flags = SettingFlags &
  ChoiceFlags & {
    readonly format?: DryRunReporterName;
    readonly report?: readonly string[];
    readonly showNumbers?: boolean;
    readonly showRequests?: boolean;
    readonly exitCode?: boolean;
    readonly simulate?: boolean;
    readonly base?: string;
    readonly out?: string;
  };

/** `callplan dry-run`: the very steps that a run would perform now. Opens no connection and writes what it is told to alone. */
export async function dryRun(io: Io, named: string[], flags: Flags): Promise<Exit> {
  const {
    format,
    report = [],
    showNumbers = false,
    showRequests = false,
    exitCode = false,
    simulate = false,
    base,
    out,
    again,
    only,
    maxCalls,
    ...settingFlags
  } = flags;
  const destinations = destinationsOf(DRY_RUN_REPORTERS, report, format);
  const choice = choiceOf({ again, only, maxCalls });
  if (base !== undefined && simulate)
    throw new Fault('usage', {
      problem: '--base compares with what is in git, and the record of simulated runs is not',
      hint: 'Leave out --simulate or --base.',
    });
  if (out !== undefined) refuseTwice(out, destinations);
  const places = destinations.some(({ name }) => name === 'github');
  const read = await readPlans(io, named, settingFlags, { simulate, places });
  const place = { root: read.loaded.root, checked: read.findings.files };
  const outputs = await openOutputs(io, destinations, ADDED_DRY_RUN_REPORTS, place);
  const file = out === undefined ? undefined : await openReportFile(io, out, 'replace', place);
  const say = async (what: Partial<DryRun>): Promise<Exit> => {
    const result = {
      plans: [],
      ...what,
      rate: read.loaded.settings.cps.value,
      findings: findingsOf(io, read),
    };
    const faults = await writeOutputs(io, outputs, (name, options) =>
      renderDryRun(name, result, { ...options, showNumbers, showRequests }),
    );
    for (const fault of faults) printFault(io, fault);
    return faults[0]?.exit ?? Exit.fine;
  };
  const { loaded, plans } = read;
  if (!plans) return (await say({})) || Exit.findings;
  const decided = await decideAll(io, { loaded, plans }, choice, {
    base,
    named,
    flags: settingFlags,
    simulate,
  }).catch(async (error: unknown) => {
    // Whoever reads the reports must not take earlier ones for these.
    if (error instanceof Fault && error.code !== 'usage') await say({ trouble: error });
    throw error;
  });
  const { planned, report: steps } = decided;
  if (file) {
    const text = jsonText(describeSteps({ loaded, planned, simulate, choice }));
    await file.write(() => Promise.resolve(text));
  }
  const failed = await say(steps);
  const { send } = countSteps(planned.flatMap((plan) => plan.steps));
  return failed || (exitCode && send > 0 ? Exit.callsToPlace : Exit.fine);
}

interface Asked {
  /** --base */
  readonly base: string | undefined;
  readonly named: readonly string[];
  readonly flags: SettingFlags;
  readonly simulate: boolean;
}

/** The steps of now, and what they are compared with. Throws Faults. */
async function decideAll(
  io: Io,
  { loaded, plans }: Ready,
  chosen: Decided['choice'],
  { base, named, flags, simulate }: Asked,
): Promise<{ planned: readonly Planned[]; report: Pick<DryRun, 'plans' | 'compared'> }> {
  const choice = { ...chosen, now: timeOfDecision(simulate, io.clock) };
  const records = await Promise.all(plans.map(async (plan) => ({ plan, ...(await readRecordOf(io, plan)) })));
  const planned = stepsOf(records, { ...choice, policy: loaded.policy });
  const report = planned.map(reportOf);
  if (base === undefined) return { planned, report: { plans: report } };
  const { compareWith } = await import('../../git/base.js');
  const compared = await compareWith(io, base, { loaded, plans: planned, named, flags, choice });
  return { planned, report: { plans: report, compared } };
}

function reportOf({ plan, ledger, steps }: Planned): PlannedSteps {
  const { file, edition, lockfile, placeOf } = plan;
  return {
    file,
    plan: plan.plan.name,
    edition,
    lockfile: lockfile.file,
    steps,
    requests: buildRequests(sendable(steps)),
    ledger,
    ...(placeOf && { placeOf }),
  };
}

function findingsOf(io: Io, { loaded, findings }: Read): Findings {
  const folder = display(io.cwd, loaded.root);
  return { ...findings, folder, failing: ['error'], version: packageJson.version };
}

/** What is written last would take the place of the other. */
function refuseTwice(out: string, destinations: readonly Destination<DryRunReporterName>[]): void {
  const other = destinations.find(({ file }) => file !== undefined && normalize(file) === normalize(out));
  if (other)
    throw new Fault('usage', {
      problem: `the steps and the report ${other.name} would both be written to ${out}`,
      hint: 'Give each a file of its own.',
    });
}
