import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { startOfFile } from '../diagnostics/unreadable.js';
import { lockfileBeside } from '../ledger/lockfile/paths.js';
import { quote } from '../privacy/quoted.js';
import { repeats } from '../plan/rules/repeats.js';
import type { FoundFile } from '../source/files/find.js';
import { display } from '../source/files/paths.js';

/** A plan as far as others need to know of it. */
export interface NamedPlan extends FoundFile {
  /** Its name and where that is, if the plan is free of errors. */
  readonly name?: { readonly text: string; readonly span: Span };
}

/**
 * What two plans must not have in common. With one lockfile each would take the other's calls for calls that were removed; of one name,
 * the second is most likely a copy, which would call everybody again.
 */
export function findShared(plans: readonly NamedPlan[], cwd: string): Diagnostic[] {
  const lockfiles = repeats(plans.map(({ path }) => lockfileBeside(path)));
  const names = repeats(plans.map(({ name }) => name?.text));
  return [
    ...lockfiles.map(({ value, first, again }): Diagnostic => {
      const args = { lockfile: quote(display(value, cwd)) };
      return { code: 'lockfile-shared', args, span: startOf(plans[again]), related: startOf(plans[first]) };
    }),
    ...names.map(({ value, first, again }): Diagnostic => ({
      code: 'plan-name-shared',
      args: { name: quote(value) },
      span: nameOf(plans[again]),
      related: nameOf(plans[first]),
    })),
  ];
}

function startOf(plan: NamedPlan | undefined): Span {
  return startOfFile(plan?.file ?? '');
}

function nameOf(plan: NamedPlan | undefined): Span {
  return plan?.name?.span ?? startOf(plan);
}
