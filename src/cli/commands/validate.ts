import packageJson from '../../../package.json' with { type: 'json' };
import { describe } from '../../diagnostics/diagnostic.js';
import type { Severity } from '../../diagnostics/entry.js';
import { Exit } from '../../diagnostics/exit.js';
import { DEFAULT_MAX_PROBLEMS } from '../../report/findings/diagnostics.js';
import { display } from '../../source/files/paths.js';
import { checkWorkspace } from '../../workspace/check-workspace.js';
import { destinationsOf } from '../outputs/destinations.js';
import { wholeNumber } from '../program/flag-values.js';
import type { Io } from '../../io/io.js';
import { REPORTERS, type ReporterName, type SettingFlags } from '../../workspace/flags.js';
import { writeReports } from '../outputs/reports.js';

type Flags = SettingFlags & {
  readonly format?: ReporterName;
  readonly report?: readonly string[];
  readonly maxProblems?: string;
  readonly strict?: boolean;
};

/** `callplan validate`: every finding in plans, settings and lockfiles, on stdout and in report files. */
export async function validate(io: Io, named: string[], flags: Flags): Promise<Exit> {
  const { format, report = [], maxProblems, strict, ...settingFlags } = flags;
  const destinations = destinationsOf(REPORTERS, report, format);
  const max =
    maxProblems === undefined
      ? DEFAULT_MAX_PROBLEMS
      : wholeNumber('--max-problems', maxProblems, 'a whole number, 0 for all');
  const { root, findings: checked } = await checkWorkspace(io, { named, flags: settingFlags });
  const failing: readonly Severity[] = strict ? ['error', 'warning'] : ['error'];
  const folder = display(io.cwd, root);
  await writeReports(
    io,
    destinations,
    { ...checked, folder, failing, version: packageJson.version },
    { max, root },
  );
  return checked.diagnostics.some((diagnostic) => failing.includes(describe(diagnostic).severity))
    ? Exit.findings
    : Exit.fine;
}
