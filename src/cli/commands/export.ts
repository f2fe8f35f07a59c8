import { buildRequests } from '../../calls/request.js';
import { Exit } from '../../diagnostics/exit.js';
import { exportForm } from '../../convert/export/export.js';
import { WARNING } from '../../convert/export/requests.js';
import { clean } from '../../privacy/clean.js';
import { choiceOf } from '../flag-values.js';
import { errColors, type Io } from '../../io/io.js';
import type { Ready } from '../../workspace/workspace.js';
import { readyWorkspace } from '../ready.js';
import { openReportFile } from '../outputs/report-file.js';
import type { ExportFlags } from '../program/commands/export.js';
import { sendable } from '../../workspace/planned.js';
import { prepare } from '../../run/prepare.js';

/** `callplan export`: the requests that a run would send now, for other programs to send. Opens no connection. */
export async function exportRequests(io: Io, named: string[], flags: ExportFlags): Promise<Exit> {
  const { as, out, again, only, maxCalls, ...settingFlags } = flags;
  const choice = choiceOf({ again, only, maxCalls });
  const ready = await readyWorkspace(io, { named, flags: settingFlags, simulate: settingFlags.simulate });
  if (!ready) return Exit.findings;
  const now = io.clock.date();
  const runPlan = await prepare(ready.plans, {
    loaded: ready.loaded,
    ledgers: ready.ledgers,
    simulate: false,
    choice,
    now,
    mayBegin: true,
  });
  const plans = runPlan.plans.map(({ plan, steps }) => ({
    file: plan.file,
    plan: plan.plan.name,
    requests: buildRequests(sendable(steps)),
  }));
  const all = runPlan.plans.flatMap(({ steps }) => steps);
  await put(io, ready, exportForm(as, plans), out);
  const calls = sendable(all).length;
  const { yellow } = errColors(io);
  if (calls > 0) io.stderr.write(`${yellow('warning')}: ${WARNING}\n`);
  io.stderr.write(`${calls} ${calls === 1 ? 'call' : 'calls'} exported${leftSuffix(all.length - calls)}\n`);
  return Exit.fine;
}

function leftSuffix(left: number): string {
  return left === 0 ? '' : `; ${left} not to be sent now, as callplan dry-run says`;
}

async function put(io: Io, { plans, loaded }: Ready, text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    io.stdout.write(text);
    return;
  }
  const checked = [...(loaded.file === undefined ? [] : [loaded.file]), ...plans.map(({ file }) => file)];
  const file = await openReportFile(io, out, 'replace', { root: loaded.root, checked });
  await file.write(() => Promise.resolve(text));
  io.stderr.write(`${clean(out)} written\n`);
}
