import { orThrow } from '../../diagnostics/fatal.js';
import { Exit } from '../../diagnostics/exit.js';
import type { Io } from '../../io/io.js';
import type { Entry } from '../../ledger/entry.js';
import type { KnownLedger } from '../../report/ledger/status.js';
import type { ReadyPlan } from '../../workspace/ready-plan.js';
import { printReport } from '../outputs/write.js';
import type { StatusFlags } from '../program/commands/status.js';
import { readyWorkspace } from '../ready.js';

/** `callplan status`: what the lockfiles know of every edition, calls that have left the plan included. */
export async function status(io: Io, named: string[], { format, ...flags }: StatusFlags): Promise<Exit> {
  const ready = await readyWorkspace(io, { named, flags, simulate: flags.simulate });
  if (!ready) return Exit.findings;
  const known = await Promise.all(ready.plans.map(readKnown));
  await printReport(io, 'status', format, known);
  const isDoubtful = known.some(({ entries }) => entries.some(({ state }) => state === 'in_doubt'));
  return isDoubtful ? Exit.inDoubt : Exit.fine;
}

async function readKnown({ file, plan, ledger }: ReadyPlan): Promise<KnownLedger> {
  const { entries } = orThrow(await ledger.read());
  return {
    file,
    plan: plan.name,
    lockfile: ledger.lockfile.file,
    entries: [...entries.values()].sort(byEdition),
  };
}

function byEdition(a: Entry, b: Entry): number {
  const key = (entry: Entry): string => JSON.stringify([entry.edition, entry.id]);
  return key(a) < key(b) ? -1 : 1;
}
