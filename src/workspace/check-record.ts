import { policyRule } from '../guards/policy-rule.js';
import type { PlacedPolicy } from '../guards/policy.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import type { Header, Entries } from '../ledger/entry.js';
import type { Host } from '../io/lock/identity.js';
import { headerRule, limitRule } from './lockfile-rules.js';
import { readLockfile } from '../ledger/lockfile/read.js';
import type { Rule } from '../plan/rules/rule.js';
import { display, refuseLinkOut } from '../source/files/paths.js';
import { unreadable } from './plan-files.js';

/** A lockfile, looked at for its own sake. */
export interface InspectedLockfile {
  /** As the user would type it. */
  readonly file: string;
  /** Undefined when there is none, or none that can be understood. */
  readonly known?: { readonly header: Header; readonly entries: Entries };
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
  try {
    refuseLinkOut(path, file, root);
    const known = await readLockfile(file, host);
    return { file, diagnostics: [], ...(known && { known }) };
  } catch (error) {
    return { file, diagnostics: [trouble(error)] };
  }
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

function trouble(error: unknown): Diagnostic {
  if (!(error instanceof Fault)) throw error;
  if (error.code === 'file-unreadable') {
    const { file, problem } = (error as Fault<'file-unreadable'>).args;
    return unreadable(file, problem);
  }
  if (error.code !== 'lockfile-damaged') throw error;
  const { file, line, problem } = (error as Fault<'lockfile-damaged'>).args;
  const start = { line, column: 1 };
  return { code: 'lockfile-damaged', args: { problem }, span: { file, start, end: start } };
}
