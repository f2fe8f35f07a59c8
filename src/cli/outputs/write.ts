import { Fault } from '../../diagnostics/fault.js';
import { outColors, type Io } from '../../io/io.js';
import { renderReport, type ReportFlags } from '../../report/render.js';
import { reportRow, type ReportingCommand, type ReportName, type Results } from '../../report/registry.js';
import { colorsFor } from '../../text/colors.js';
import type { Output } from './outputs.js';
import { openReportFile, type ReportFile, type ReportPlace } from './report-file.js';

/** An output whose file, if it has one, can be written. */
export interface OpenOutput<C extends ReportingCommand> {
  readonly name: ReportName<C>;
  readonly file?: ReportFile;
}

/**
 * Makes certain that the reports' files can be written, before anything else is done. Throws Fault `file-unwritable` for one that cannot
 * be, or `usage` for one that must not be.
 */
export async function openOutputs<C extends ReportingCommand>(
  io: Io,
  command: C,
  outputs: readonly Output<C>[],
  place: ReportPlace,
): Promise<OpenOutput<C>[]> {
  const opened: OpenOutput<C>[] = [];
  for (const { name, file } of outputs) {
    const { mode } = reportRow(command, name);
    opened.push(file === undefined ? { name } : { name, file: await openReportFile(io, file, mode, place) });
  }
  return opened;
}

/** Writes the reports, stdout last. Whatever goes wrong with one of them, the others are written; gives what went wrong. */
export async function writeOutputs<C extends ReportingCommand>(
  io: Io,
  command: C,
  outputs: readonly OpenOutput<C>[],
  result: Results[C],
  flags: ReportFlags,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const colors = colorsFor(false, {});
  for (const { name, file } of outputs) {
    if (!file) continue;
    try {
      await file.write((taken) => renderReport(command, name, result, { ...flags, colors, taken }));
    } catch (error) {
      faults.push(unwritable(file, error));
    }
  }
  for (const { name, file } of outputs) if (!file) await printReport(io, command, name, result, flags);
  return faults;
}

function unwritable({ name }: ReportFile, error: unknown): Fault {
  if (error instanceof Fault) return error as Fault;
  return new Fault('file-unwritable', { file: name, problem: (error as Error).message }, error);
}

/** Writes one report to stdout. */
export async function printReport<C extends ReportingCommand>(
  io: Io,
  command: C,
  name: ReportName<C>,
  result: Results[C],
  flags: ReportFlags = {},
): Promise<void> {
  const text = await renderReport(command, name, result, { ...flags, colors: outColors(io), taken: 0 });
  io.stdout.write(text ?? '');
}
