import { orThrow } from '../../diagnostics/fatal.js';
import { Exit } from '../../diagnostics/exit.js';
import type { Entry } from '../../ledger/entry.js';
import { clean } from '../../privacy/clean.js';
import { countStates, entriesText, entryJson, stateCountsText } from '../../report/ledger/entries.js';
import { outColors, printJson, type Io } from '../../io/io.js';
import type { FormatFlag, SettingFlags } from '../../workspace/flags.js';
import type { ReadyPlan } from '../../workspace/ready-plan.js';
import { readyWorkspace } from '../ready.js';

type Flags = SettingFlags & FormatFlag & { readonly simulate?: boolean };

/** `callplan status`: what the lockfiles know of every edition, calls that have left the plan included. */
export async function status(io: Io, named: string[], { format, ...flags }: Flags): Promise<Exit> {
  const ready = await readyWorkspace(io, { named, flags, simulate: flags.simulate });
  if (!ready) return Exit.findings;
  const known = await Promise.all(
    ready.plans.map(async (plan) => ({
      plan,
      entries: [...orThrow(await plan.ledger.read()).entries.values()].sort(byEdition),
    })),
  );
  const all = known.flatMap(({ entries }) => entries);
  if (format === 'json') {
    const calls = known.flatMap(({ plan, entries }) =>
      entries.map((entry) => ({ ...entryJson(plan.plan.name, entry), at: entry.at, digest: entry.digest })),
    );
    printJson(io, { calls, counts: countStates(all) });
  } else io.stdout.write(known.map(({ plan, entries }) => block(io, plan, entries)).join('\n'));
  return all.some((entry) => entry.state === 'in_doubt') ? Exit.inDoubt : Exit.fine;
}

function block(io: Io, plan: ReadyPlan, entries: readonly Entry[]): string {
  const colors = outColors(io);
  const head = `${colors.bold(clean(plan.file))}  ${plan.plan.name}  ${colors.dim(clean(plan.ledger.lockfile.file))}\n`;
  if (entries.length === 0) return `${head}  nothing was called yet\n`;
  const editions = [...new Set(entries.map((entry) => entry.edition))];
  const tables = editions.map((edition) => {
    const own = entries.filter((entry) => entry.edition === edition);
    return `  edition ${clean(edition)}: ${stateCountsText(countStates(own))}\n${entriesText(own, colors)}`;
  });
  return head + tables.join('');
}

function byEdition(a: Entry, b: Entry): number {
  const key = (entry: Entry): string => JSON.stringify([entry.edition, entry.id]);
  return key(a) < key(b) ? -1 : 1;
}
