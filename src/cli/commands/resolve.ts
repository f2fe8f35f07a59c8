import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { nearest } from '../../diagnostics/nearest.js';
import { keyOf, type Entry, type Ledger } from '../../lockfile/entry.js';
import { openStore, readLedger } from '../../lockfile/store.js';
import { clean } from '../../report/clean.js';
import type { Io } from '../io.js';
import { readyPlans } from '../plans.js';
import { personOf } from '../person.js';

interface Flags {
  readonly placed?: boolean;
  readonly notPlaced?: boolean;
  readonly reason: string;
  readonly edition?: string;
  readonly config?: string;
  readonly simulate?: boolean;
}

/** `callplan resolve`: a person's word on a call in doubt, kept in the lockfile with their name and reason. */
export async function resolveCall(io: Io, named: string, id: string, flags: Flags): Promise<Exit> {
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
  const ready = await readyPlans(io, [named], rest);
  const [plan, ...others] = ready?.plans ?? [];
  if (!ready || !plan) return Exit.findings;
  if (others.length > 0)
    throw new Fault('usage', { problem: `${named} holds several plans`, hint: 'Name one plan file.' });
  const { file } = plan.lockfile;
  const known = await readLedger(file, io.host, { plan: plan.plan.name });
  if (!known)
    throw new Fault('usage', {
      problem: `${plan.file} has no lockfile, so nothing is in doubt`,
      hint: 'Check the path.',
    });
  const store = await openStore({ file, header: known.header, create: false, host: io.host });
  try {
    const entry = inDoubt(store.ledger, plan.edition, id);
    const by = await personOf(io);
    await store.record([settle(entry, placed === true, by, reason, new Date())]);
    io.stdout.write(
      `${clean(id)} is settled as ${placed ? 'placed: it will not be called again' : 'not placed: the next run sends it'}.\n`,
    );
  } finally {
    await store.close();
  }
  return Exit.fine;
}

function inDoubt(ledger: Ledger, edition: string, id: string): Entry {
  const entry = ledger.get(keyOf(edition, id));
  if (entry?.state === 'in_doubt') return entry;
  const doubtful = [...ledger.values()]
    .filter((e) => e.state === 'in_doubt' && e.edition === edition)
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

/** Not placed is written as rejected: nobody was called, and the record of who said so stays. */
function settle(entry: Entry, placed: boolean, by: string, reason: string, at: Date): Entry {
  return {
    ...entry,
    state: placed ? 'accepted' : 'rejected',
    settled: { by, at: at.toISOString(), reason },
  };
}
