import { join, relative } from 'node:path';
import { isFinding, orThrow, type Fatal } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { canonicalPath } from '../../io/files.js';
import type { Host } from '../../io/lock/identity.js';
import type { FoundFile } from '../../source/files/find.js';
import { findBelow } from '../../source/files/listing.js';
import { display, isInside } from '../../source/files/paths.js';
import type { Entries } from '../entry.js';
import type { Account, Known, Ledger, LedgerPlan, Ledgers, LedgerUse } from '../ledger.js';
import { openLockfile } from './open.js';
import { isLockfile, lockfileBeside } from './paths.js';
import { readLockfile } from './read.js';

/** How many files are read at a time. */
const FILES_AT_ONCE = 16;

/** Where lockfiles lie. */
export interface LockfilePlace {
  readonly host: Host;
  /** Absolute. Messages name files as seen from here. */
  readonly cwd: string;
  /** The repository's top. Absolute. */
  readonly root: string;
  /** A rehearsal never touches what is known of real calls: its lockfiles lie below `.callplan`. */
  readonly simulate: boolean;
}

/** Ledgers that are one lockfile each, beside its plan, and known on this disk alone while a run goes on. */
export function lockfileLedgers(place: LockfilePlace): Ledgers {
  return {
    of: (plan) => lockfileLedger(plan, place),
    readOthers: (ledgers, account) => readOthers(ledgers, account, place),
  };
}

function lockfileLedger(plan: LedgerPlan, place: LockfilePlace): Ledger {
  const path = lockfileOf(plan.path, place);
  const lockfile = { path, file: display(path, place.cwd) };
  return {
    lockfile,
    read: (use) => read(plan, lockfile, place, use),
    open: ({ account, create }) =>
      openLockfile({
        ...lockfile,
        header: { lockfile: 1, plan: plan.name, ...account },
        create,
        host: place.host,
      }),
  };
}

/** Beside the plan; of a rehearsal the same path below `.callplan`. */
function lockfileOf(plan: string, { root, simulate }: LockfilePlace): string {
  const lockfile = lockfileBeside(plan);
  if (!simulate) return lockfile;
  return join(folderOf({ root, simulate }), isInside(lockfile, root) ? relative(root, lockfile) : lockfile);
}

/** The folder below which all lockfiles of a kind lie. */
function folderOf({ root, simulate }: Pick<LockfilePlace, 'root' | 'simulate'>): string {
  return simulate ? join(root, '.callplan') : root;
}

async function read(
  plan: LedgerPlan,
  lockfile: FoundFile,
  place: LockfilePlace,
  use: LedgerUse | undefined,
): Promise<Known | Fatal> {
  const found = await readLockfile(lockfile, place.host, { plan: plan.name, ...use?.account });
  if (found) return found;
  const unread = await refuseRenamed(plan, lockfile, place);
  if (unread) return unread;
  if (use && !use.create) throw new Fault('lockfile-missing', { file: lockfile.file, plan: plan.file });
  return { entries: new Map() };
}

/**
 * A plan file that was renamed or moved without its lockfile would call everybody again: the old lockfile is still somewhere, under the
 * plan's name. One that cannot be read may be it, which is then the finding.
 */
async function refuseRenamed(
  plan: LedgerPlan,
  expected: FoundFile,
  place: LockfilePlace,
): Promise<Fatal | undefined> {
  let unread: Fatal | undefined;
  const others = findBelow(folderOf(place), isLockfile);
  await mapBounded(others, FILES_AT_ONCE, async (path) => {
    const found = display(path, place.cwd);
    const known = await readLockfile({ path, file: found }, place.host);
    if (isFinding(known)) unread ??= known;
    if (!known || isFinding(known) || known.header.plan !== plan.name) return;
    throw new Fault('lockfile-renamed', { plan: plan.name, found, expected: expected.file });
  });
  return unread;
}

async function readOthers(
  ledgers: readonly Ledger[],
  { account, target }: Account,
  place: LockfilePlace,
): Promise<Entries[]> {
  // By whatever name a link gives it, a lockfile is no rival of itself.
  const seen = new Set(await Promise.all(ledgers.map(({ lockfile }) => canonicalPath(lockfile.path))));
  const others: Entries[] = [];
  for (const path of findBelow(folderOf(place), isLockfile)) {
    const canonical = await canonicalPath(path);
    if (seen.has(canonical)) continue;
    seen.add(canonical);
    const found = orThrow(await readLockfile({ path, file: display(path, place.cwd) }, place.host));
    if (found?.header.account === account && found.header.target === target) others.push(found.entries);
  }
  return others;
}

/** Awaits `work` for each item, at most `limit` at a time; results in the items' order. Rejects with the first failure. */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
