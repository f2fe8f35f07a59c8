import { Fault } from '../diagnostics/fault.js';
import type { Header, Ledger } from '../ledger/entry.js';
import { openStore, readLedger, type Store } from '../ledger/lockfile/store.js';
import { mapBounded } from '../source/files/bounded.js';
import { findLockfiles } from '../source/files/listing.js';
import { display } from '../source/files/paths.js';
import type { Io } from '../io/io.js';
import type { ReadyPlan } from './plans.js';

/** How many files are read at a time. */
const FILES_AT_ONCE = 16;

/** Where calls go, as far as it is known, and whether a plan without a lockfile may begin one. */
export interface LockfileUse {
  readonly header: Pick<Header, 'target' | 'account'>;
  readonly create: boolean;
}

/** What a lockfile knows; without a header there is none. */
export interface PlanRecord {
  readonly header?: Header;
  readonly ledger: Ledger;
}

/** What a plan's lockfile knows, empty when there is none. Takes no lock, changes nothing. Throws Faults. */
export async function readLedgerOf(io: Io, plan: ReadyPlan, use?: LockfileUse): Promise<Ledger> {
  return (await readRecordOf(io, plan, use)).ledger;
}

/** The same, and whether there is a lockfile. */
export async function readRecordOf(io: Io, plan: ReadyPlan, use?: LockfileUse): Promise<PlanRecord> {
  const { file } = plan.lockfile;
  const found = await readLedger(file, io.host, { plan: plan.plan.name, ...use?.header });
  if (found) return found;
  await refuseRenamed(io, plan);
  if (use && !use.create) throw new Fault('lockfile-missing', { file, plan: plan.file });
  return { ledger: new Map() };
}

/** Takes a plan's lockfile for this process alone. Throws Faults. */
export function openStoreOf(io: Io, plan: ReadyPlan, { header, create }: LockfileUse): Promise<Store> {
  return openStore({
    file: plan.lockfile.file,
    header: headerOf(plan, header),
    create,
    host: io.host,
  });
}

/** What stands first in a plan's lockfile. */
export function headerOf(plan: ReadyPlan, header: LockfileUse['header']): Header {
  return { lockfile: 1, plan: plan.plan.name, ...header };
}

/**
 * A plan file that was renamed or moved without its lockfile would call everybody again: the old record is still somewhere, under the
 * plan's name. One that cannot be read may be it.
 */
async function refuseRenamed(io: Io, plan: ReadyPlan): Promise<void> {
  const others = findLockfiles(plan.records).map((path) => display(path, io.cwd));
  await mapBounded(others, FILES_AT_ONCE, async (found) => {
    const record = await readLedger(found, io.host);
    if (record?.header.plan !== plan.plan.name) return;
    throw new Fault('lockfile-renamed', { plan: plan.plan.name, found, expected: plan.lockfile.file });
  });
}
