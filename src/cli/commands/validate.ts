import packageJson from '../../../package.json' with { type: 'json' };
import { describe } from '../../diagnostics/diagnostic.js';
import type { Severity } from '../../diagnostics/entry.js';
import { Exit } from '../../diagnostics/exit.js';
import type { Io } from '../../io/io.js';
import { display } from '../../source/files/paths.js';
import { checkWorkspace } from '../../workspace/check-workspace.js';
import { outputsOf } from '../outputs/outputs.js';
import { openOutputs, writeOutputs } from '../outputs/write.js';
import { printFault } from '../print-error.js';
import { wholeNumber } from '../flag-values.js';
import type { ValidateFlags } from '../program/commands/validate.js';

/** `callplan validate`: every finding in plans, settings and lockfiles, on stdout and in report files. */
export async function validate(io: Io, named: string[], flags: ValidateFlags): Promise<Exit> {
  const { maxProblems, strict } = flags;
  const wanted = outputsOf('validate', flags);
  const most = maxProblems === undefined ? undefined : mostProblems(maxProblems);
  const { root, findings: checked } = await checkWorkspace(io, { named, flags });
  const outputs = await openOutputs(io, 'validate', wanted, { root, checked: checked.files });
  const failing: readonly Severity[] = strict ? ['error', 'warning'] : ['error'];
  const findings = { ...checked, folder: display(io.cwd, root), failing, version: packageJson.version };
  const faults = await writeOutputs(io, 'validate', outputs, findings, { maxProblems: most });
  for (const fault of faults) printFault(io, fault);
  const isFailed = checked.diagnostics.some((one) => failing.includes(describe(one).severity));
  return faults[0]?.exit ?? (isFailed ? Exit.findings : Exit.fine);
}

function mostProblems(text: string): number {
  return wholeNumber('--max-problems', text, 'a whole number, 0 for all');
}
