import { Fault } from '../../diagnostics/fault.js';
import { encodeLockfile } from '../lockfile/encode.js';
import type { Entry } from '../entry.js';
import { MAX_ATTEMPTS, type Lockfile } from '../lockfile/decode.js';
import { abandonAll } from '../lockfile/read.js';
import { joinEntries, newlyContested } from './merge.js';

/** Two lockfiles as one. */
export interface Joined {
  readonly text: string;
  /** The calls of which the two tell different things, so that a person has to look. */
  readonly contested: readonly Entry[];
}

/**
 * Two branches' lockfiles of one plan as one, in its canonical form. Nobody will report any more on what a run has left on its way.
 * Throws Fault `lockfile-unmerged` when they are not of one plan, target and account. Pure.
 */
export function joinLockfiles(ours: Lockfile, theirs: Lockfile, file: string): Joined {
  for (const what of ['plan', 'target', 'account'] as const)
    if (ours.header[what] !== theirs.header[what])
      throw unmerged(
        file,
        `one is the record of ${what} ${ours.header[what]}, the other of ${what} ${theirs.header[what]}`,
      );
  const sides = [abandonAll(ours.entries), abandonAll(theirs.entries)] as const;
  const joined = joinEntries(...sides);
  for (const { id, earlier = [] } of joined.values())
    if (earlier.length > MAX_ATTEMPTS)
      throw unmerged(file, `${id} would have more than ${MAX_ATTEMPTS} attempts`);
  return {
    text: encodeLockfile(ours.header, joined.values()),
    contested: newlyContested(joined, ...sides),
  };
}

export function unmerged(file: string, problem: string): Fault {
  return new Fault('lockfile-unmerged', { file, problem });
}
