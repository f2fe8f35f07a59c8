import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import type { Header, Ledger } from '../lockfile/entry.js';
import { openStore, readLedger, type Store } from '../lockfile/store.js';
import { display, refuseLinkOut, type PlanFile } from '../source/find.js';
import type { Io } from './io.js';
import { lockfileOf, type ReadyPlan } from './plans.js';

/** Where calls go, as far as it is known, and whether a plan without a lockfile may begin one. */
export interface LockfileUse {
  readonly header: Pick<Header, 'target' | 'account'>;
  readonly create: boolean;
}

/** What a plan's lockfile knows, empty when there is none. Takes no lock, changes nothing. Throws Faults. */
export async function readLedgerOf(io: Io, plan: ReadyPlan, use?: LockfileUse): Promise<Ledger> {
  const { file } = plan.lockfile;
  const found = await readLedger(file, io.host, { plan: plan.plan.name, ...use?.header });
  if (found) return found.ledger;
  await refuseRenamed(io, plan);
  if (use && !use.create) throw new Fault('lockfile-missing', { file, plan: plan.file });
  return new Map();
}

/** Takes a plan's lockfile for this process alone. Throws Faults. */
export function openStoreOf(io: Io, plan: ReadyPlan, { header, create }: LockfileUse): Promise<Store> {
  return openStore({
    file: plan.lockfile.file,
    header: { lockfile: 1, plan: plan.plan.name, ...header },
    create,
    host: io.host,
  });
}

/** A plan file that was renamed without its lockfile would call everybody again: the old record is still there, under the plan's name. */
async function refuseRenamed(io: Io, plan: ReadyPlan): Promise<void> {
  const folder = dirname(plan.lockfile.path);
  const siblings = (await readdir(folder).catch((): string[] => [])).filter((name) =>
    name.endsWith('.lock.jsonl'),
  );
  for (const sibling of siblings) {
    const file = display(join(folder, sibling), io.cwd);
    const found = await readLedger(file, io.host).catch(() => undefined);
    if (found?.header.plan === plan.plan.name)
      throw new Fault('lockfile-renamed', {
        plan: plan.plan.name,
        found: file,
        expected: plan.lockfile.file,
      });
  }
}

/** What is wrong with the lockfiles of plans, as diagnostics at their lines; and how many lockfiles there are. */
export async function checkLockfiles(
  io: Io,
  plans: readonly PlanFile[],
  root: string,
): Promise<{ diagnostics: Diagnostic[]; files: number }> {
  const found = await Promise.all(
    plans.map(async ({ path }): Promise<{ diagnostics: Diagnostic[]; files: number }> => {
      const lockfile = lockfileOf(path);
      const file = display(lockfile, io.cwd);
      await refuseLinkOut(lockfile, file, root);
      try {
        return { diagnostics: [], files: (await readLedger(file, io.host)) ? 1 : 0 };
      } catch (error) {
        return { diagnostics: [damage(error)], files: 1 };
      }
    }),
  );
  return {
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    files: found.reduce((sum, { files }) => sum + files, 0),
  };
}

function damage(error: unknown): Diagnostic {
  if (!(error instanceof Fault) || error.code !== 'lockfile-damaged') throw error;
  const { file, line, problem } = (error as Fault<'lockfile-damaged'>).args;
  const start = { line, column: 1 };
  return { code: 'lockfile-damaged', args: { problem }, span: { file, start, end: start } };
}
