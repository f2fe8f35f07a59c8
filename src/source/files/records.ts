/** What a plan's lockfile has in place of the plan's .yaml or .yml. */
export const LOCKFILE_ENDING = '.lock.jsonl';

/** A plan's lockfile, absolute if the plan is. */
export function lockfileBeside(plan: string): string {
  return plan.replace(/\.ya?ml$/, '') + LOCKFILE_ENDING;
}

/** Where a run leaves its knowledge when somebody else's file stands in the lockfile's place. */
export function rescued(lockfile: string): string {
  return `${lockfile}.rescued`;
}

/** The files that may hold what is known of a plan's calls. */
export function recordsOf(plan: string): string[] {
  const lockfile = lockfileBeside(plan);
  return [lockfile, rescued(lockfile)];
}
