import { colorsFor, type Colors } from '../../text/colors.js';
import { textReport } from '../../report/findings/diagnostics.js';
import type { Findings, Reporter } from '../../report/findings/findings.js';
import type { Destination } from './destinations.js';
import { outColors, type Io } from '../../io/io.js';
import type { ReporterName } from '../../workspace/flags.js';

/** Those that are not asked for need not be loaded. */
const reporters: { readonly [N in Exclude<ReporterName, 'text'>]: () => Promise<Reporter> } = {
  json: async () => (await import('../../report/findings/json.js')).jsonReport,
  github: async () => (await import('../../report/findings/github.js')).githubReport,
  sarif: async () => (await import('../../report/findings/sarif.js')).sarifReport,
  junit: async () => (await import('../../report/findings/junit.js')).junitReport,
  rdjsonl: async () => (await import('../../report/findings/rdjsonl.js')).rdjsonlReport,
};

export interface ReportOptions {
  /** The most diagnostics that text shows, 0 for all. */
  readonly max: number;
  /** The repository's top. */
  readonly root: string;
}

/** Writes each report where it goes, stdout last. Throws Fault `file-unwritable`, or `usage` for a file that must not be replaced. */
export async function writeReports(
  io: Io,
  destinations: readonly Destination<ReporterName>[],
  findings: Findings,
  { max, root }: ReportOptions,
): Promise<void> {
  for (const { name, file } of destinations) {
    if (file === undefined) continue;
    const { openReportFile } = await import('./report-file.js');
    const place = { root, checked: findings.files };
    const opened = await openReportFile(io, file, 'replace', place);
    await opened.write(() => render(name, findings, colorsFor(false, {}), max));
  }
  for (const { name, file } of destinations)
    if (file === undefined) io.stdout.write(await render(name, findings, outColors(io), max));
}

async function render(name: ReporterName, findings: Findings, colors: Colors, max: number): Promise<string> {
  if (name === 'text') return textReport(findings, colors, max);
  return (await reporters[name]())(findings);
}
