import { byPlace, describe } from '../../diagnostics/diagnostic.js';
import { Exit } from '../../diagnostics/exit.js';
import { diagnosticJson, diagnosticsSummary, diagnosticsText } from '../../report/diagnostics.js';
import { outColors, printJson, type Io } from '../io.js';
import { checkLockfiles } from '../lockfiles.js';
import type { FormatFlag, SettingFlags } from '../options.js';
import { readPlans } from '../plans.js';

type Flags = SettingFlags & FormatFlag & { readonly strict?: boolean };

/** `callplan validate`: every finding in plans, settings and lockfiles, on stdout. */
export async function validate(io: Io, named: string[], { format, strict, ...flags }: Flags): Promise<Exit> {
  const { loaded, plans } = await readPlans(io, named, flags);
  const lockfiles = await checkLockfiles(io, plans, loaded.root);
  const diagnostics = [
    ...loaded.diagnostics,
    ...plans.flatMap((plan) => plan.diagnostics),
    ...lockfiles.diagnostics,
  ].sort(byPlace);
  const files = plans.length + (loaded.file === undefined ? 0 : 1) + lockfiles.files;
  if (format === 'json') printJson(io, { diagnostics: diagnostics.map(diagnosticJson), files });
  else io.stdout.write(diagnosticsText(diagnostics, outColors(io)) + diagnosticsSummary(diagnostics, files));
  const counts = strict ? ['error', 'warning'] : ['error'];
  return diagnostics.some((diagnostic) => counts.includes(describe(diagnostic).severity))
    ? Exit.findings
    : Exit.fine;
}
