import { orThrow } from '../../diagnostics/fatal.js';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { nearest } from '../../diagnostics/nearest.js';
import { keyOf, type Entry, type Entries } from '../../ledger/entry.js';
import { settleEntry, type Word } from '../../steps/settle.js';
import { clean } from '../../privacy/clean.js';
import type { Io } from '../../io/io.js';
import type { ResolveFlags } from '../program/commands/resolve.js';
import { readyWorkspace } from '../ready.js';
import { personOf } from '../../git/person.js';

/** `callplan resolve`: a person's word on a call in doubt, kept in the lockfile with their name and reason. */
export async function resolveCall(io: Io, named: string, id: string, flags: ResolveFlags): Promise<Exit> {
  const { placed, notPlaced, reason, ...rest } = flags;
  if (placed === notPlaced)
    throw new Fault('usage', {
      problem: 'say either --placed or --not-placed',
      hint: 'callplan resolve --help tells what each means.',
    });
  if (reason.trim() === '')
    throw new Fault('usage', {
      problem: '--reason is empty',
      hint: 'Say how you know: it is kept in the lockfile.',
    });
  const ready = await readyWorkspace(io, { named: [named], flags: rest, simulate: rest.simulate });
  const [plan, ...others] = ready?.plans ?? [];
  if (!ready || !plan) return Exit.findings;
  if (others.length > 0)
    throw new Fault('usage', { problem: `${named} holds several plans`, hint: 'Name one plan file.' });
  const { header } = orThrow(await plan.ledger.read());
  if (!header)
    throw new Fault('usage', {
      problem: `${plan.file} has no lockfile, so nothing is in doubt`,
      hint: 'Check the path.',
    });
  const ledger = await plan.ledger.open({ account: header, create: false });
  try {
    const entry = unsettled(ledger.entries, plan.edition, id);
    const at = io.clock.date().toISOString();
    const word = { by: io.hide(await personOf(io)), at, reason: io.hide(reason) };
    await ledger.record([settle(entry, placed === true, word)]);
    io.stdout.write(
      `${clean(id)} is settled as ${placed ? 'placed: it will not be called again' : 'not placed: the next run sends it'}.\n`,
    );
  } finally {
    await ledger.close();
  }
  return Exit.fine;
}

function unsettled(entries: Entries, edition: string, id: string): Entry {
  const entry = entries.get(keyOf(edition, id));
  if (entry && isUnsettled(entry)) return entry;
  const doubtful = [...entries.values()]
    .filter((e) => isUnsettled(e) && e.edition === edition)
    .map((e) => e.id);
  const similar = nearest(id, doubtful);
  throw new Fault('usage', {
    problem: entry
      ? `${id} is ${entry.state}, not in doubt`
      : `the lockfile knows no ${id} in edition ${edition}`,
    hint:
      similar !== undefined
        ? `Did you mean ${similar}?`
        : `In doubt in this edition: ${doubtful.slice(0, 10).join(', ') || 'none'}.`,
  });
}

/** Nobody knows whether it was placed, or two branches tell different things of it. */
function isUnsettled({ state, merged }: Entry): boolean {
  return state === 'in_doubt' || merged !== undefined;
}

function settle(entry: Entry, placed: boolean, word: Word): Entry {
  const settled = settleEntry(entry, placed, word);
  if (settled) return settled;
  throw new Fault('usage', {
    problem: `${entry.id} cannot be settled as not placed: another attempt at it may have rung`,
    hint: `Say --placed; to call it once more all the same, callplan run --again ${entry.id}.`,
  });
}
