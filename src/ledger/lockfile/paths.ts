import type { Companions } from '../../source/files/listing.js';

/** What a plan's lockfile has in place of the plan's .yaml or .yml. */
const ENDING = '.lock.jsonl';

/** Which files of a tree are lockfiles, as git's attributes write it. */
export const LOCKFILE_PATTERN = `*${ENDING}`;

/** Whether a file is a lockfile, by its name. */
export function isLockfile(path: string): boolean {
  return path.endsWith(ENDING);
}

/** A plan's lockfile, absolute if the plan is. */
export function lockfileBeside(plan: string): string {
  return plan.replace(/\.ya?ml$/, '') + ENDING;
}

/** Where a run leaves its knowledge when somebody else's file is in the lockfile's place. */
export function rescued(lockfile: string): string {
  return `${lockfile}.rescued`;
}

/** A plan's lockfile and what was rescued from its place. */
export const companions: Companions = {
  of: (plan) => {
    const lockfile = lockfileBeside(plan);
    return [lockfile, rescued(lockfile)];
  },
  plansOf: (file) =>
    isLockfile(file)
      ? ['', '.yaml', '.yml'].map((ending) => file.slice(0, -ENDING.length) + ending)
      : undefined,
};
