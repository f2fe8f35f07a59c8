import { Fault } from '../diagnostics/fault.js';
import { colorsFor, type Colors } from '../report/colors.js';
import type { RunReport } from '../report/run.js';
import type { Destination } from './destinations.js';
import { outColors, type Io } from './io.js';
import type { RunReporterName } from './options.js';
import type { Ready } from './plans.js';
import { openReportFile, type ReportFile, type ReportPlace } from './report-file.js';

/** A report of a run that has a place to go to. */
export interface RunOutput {
  readonly name: RunReporterName;
  /** Stdout, if none. */
  readonly file?: ReportFile;
}

/**
 * Looks at the report files before anything is sent. Throws Fault `file-unwritable` for one that could not be written, or `usage` for one that must not be.
 */
export async function openReports(
  io: Io,
  destinations: readonly Destination<RunReporterName>[],
  { loaded, plans }: Ready,
): Promise<RunOutput[]> {
  const files = plans.flatMap((plan) => [plan.file, ...plan.lists, plan.lockfile.file]);
  const place: ReportPlace = {
    cwd: io.cwd,
    root: loaded.root,
    checked: loaded.file === undefined ? files : [loaded.file, ...files],
  };
  const outputs: RunOutput[] = [];
  for (const { name, file } of destinations) {
    // Earlier steps may have written to GitHub's summary.
    const mode = name === 'markdown' ? 'append' : 'replace';
    outputs.push(file === undefined ? { name } : { name, file: await openReportFile(file, mode, place) });
  }
  return outputs;
}

/**
 * Writes the reports, stdout last. Whatever goes wrong with one of them, the others are written; gives what went wrong.
 */
export async function writeRunReports(
  io: Io,
  outputs: readonly RunOutput[],
  report: RunReport,
  showNumbers: boolean,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { name, file } of outputs) {
    if (!file) continue;
    const plain = colorsFor(false, {});
    try {
      await file.write((taken) => render(name, report, { colors: plain, showNumbers, taken }));
    } catch (error) {
      faults.push(
        error instanceof Fault
          ? (error as Fault)
          : new Fault('file-unwritable', { file: file.name, problem: (error as Error).message }, error),
      );
    }
  }
  for (const { name, file } of outputs)
    if (!file) io.stdout.write(await render(name, report, { colors: outColors(io), showNumbers, taken: 0 }));
  return faults;
}

interface RenderOptions {
  readonly colors: Colors;
  readonly showNumbers: boolean;
  /** How many bytes there are already. */
  readonly taken: number;
}

/** Those that are not asked for need not be loaded. */
async function render(
  name: RunReporterName,
  report: RunReport,
  { colors, showNumbers, taken }: RenderOptions,
): Promise<string> {
  switch (name) {
    case 'text':
      return (await import('../report/run-text.js')).runText(report, colors);
    case 'json':
      return (await import('../report/run-json.js')).runJson(report);
    case 'junit':
      return (await import('../report/run-junit.js')).runJunit(report, { showNumbers });
    case 'markdown': {
      const { MAX_SUMMARY, runMarkdown } = await import('../report/run-markdown.js');
      const text = runMarkdown(report, { showNumbers, maxBytes: MAX_SUMMARY - taken });
      if (text === undefined)
        throw new Error('GitHub shows no more than 1 MiB, and that much is there already');
      return text;
    }
  }
}
