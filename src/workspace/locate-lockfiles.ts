import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FoundFile } from '../source/files/find.js';
import { display, refuseLinkOut } from '../source/files/paths.js';
import { isLockfile, lockfileBeside } from '../ledger/lockfile/paths.js';
import type { Io } from '../io/io.js';
import { locatePlans } from './locate.js';

/**
 * The lockfiles that there are for the plans and lockfiles of a command line, without a look into any. With none named, those in the
 * folder of the plans. Throws Faults.
 */
export async function locateLockfiles(
  io: Io,
  named: readonly string[],
  config?: string,
): Promise<FoundFile[]> {
  const lockfiles = named.filter(isLockfile).map((name) => resolve(io.cwd, name));
  const plans = named.filter((name) => !isLockfile(name));
  const { loaded, found } =
    named.length > 0 && plans.length === 0
      ? { loaded: undefined, found: undefined }
      : await locatePlans(io, plans, config === undefined ? {} : { config });
  const beside = (found?.plans ?? []).map(({ path }) => lockfileBeside(path));
  const orphans = (found?.orphans ?? []).map(({ path }) => path);
  const there = [...beside, ...orphans].filter(
    (path) => statSync(path, { throwIfNoEntry: false }) !== undefined,
  );
  const records = [...new Set([...lockfiles, ...there])]
    .sort()
    .map((path) => ({ path, file: display(path, io.cwd) }));
  for (const { path, file } of records) refuseLinkOut(path, file, loaded?.root ?? io.cwd);
  return records;
}
