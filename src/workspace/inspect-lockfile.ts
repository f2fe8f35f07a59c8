import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { isFinding } from '../diagnostics/fatal.js';
import { unreadable } from '../diagnostics/unreadable.js';
import { policyRule } from '../guards/rule.js';
import type { PlacedPolicy } from '../guards/policy.js';
import type { Host } from '../io/lock/identity.js';
import { readLockfile, type ReadLockfile } from '../ledger/lockfile/read.js';
import type { Rule } from '../plan/rules/rule.js';
import { display, linkOut } from '../source/files/paths.js';
import { headerRule, limitRule } from './lockfile-rules.js';

/** A lockfile, whichever plan it belongs to. */
export interface InspectedLockfile {
  /** As the user would type it. */
  readonly file: string;
  /** Undefined when there is none, or none that can be understood. */
  readonly known?: ReadLockfile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a lockfile is looked at. Paths are absolute. */
export interface Surroundings {
  readonly host: Host;
  readonly cwd: string;
  /** The repository's top. */
  readonly root: string;
}

/** What a lockfile knows and what is wrong with it, at its lines. Takes no lock, changes nothing. */
export async function inspectLockfile(
  path: string,
  { host, cwd, root }: Surroundings,
): Promise<InspectedLockfile> {
  const file = display(path, cwd);
  const problem = linkOut(path, root);
  const read = problem === undefined ? await readLockfile({ path, file }, host) : unreadable(file, problem);
  if (isFinding(read)) return { file, diagnostics: [read] };
  return { file, diagnostics: [], ...(read && { known: read }) };
}

/** What a plan must observe because of its lockfile and the policy. */
export function outerRules(
  { known, file, diagnostics }: InspectedLockfile,
  policy: PlacedPolicy | undefined,
  edition: string | undefined,
): Rule[] {
  const entries = known?.entries ?? new Map();
  return [
    ...(known ? [headerRule(known.header, file)] : []),
    ...(policy ? [policyRule(policy)] : []),
    // While nobody can tell who was called, nobody can tell how many are left.
    ...(policy && diagnostics.length === 0
      ? [limitRule(policy, entries, edition === undefined ? {} : { edition })]
      : []),
  ];
}
