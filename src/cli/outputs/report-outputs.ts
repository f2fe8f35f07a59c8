import { Fault } from '../../diagnostics/fault.js';
import { colorsFor, type Colors } from '../../text/colors.js';
import type { Destination } from './destinations.js';
import { outColors, type Io } from '../../io/io.js';
import { openReportFile, type ReportFile, type ReportPlace } from './report-file.js';

/** A report that has a place to go to. */
export interface Output<N extends string> {
  readonly name: N;
  /** Stdout, if none. */
  readonly file?: ReportFile;
}

/** What a report may depend on beside what it is about. */
export interface RenderOptions {
  readonly colors: Colors;
  /** How many bytes there are already, for a report that is added to them. */
  readonly taken: number;
}

/** Gives a report's text; undefined when there is nothing to be said in it. */
export type Render<N extends string> = (name: N, options: RenderOptions) => Promise<string | undefined>;

/**
 * Looks at the report files before anything else is done. Those in `added` leave what is there. Throws Fault `file-unwritable` for one
 * that could not be written, or `usage` for one that must not be.
 */
export async function openOutputs<N extends string>(
  io: Io,
  destinations: readonly Destination<N>[],
  added: readonly N[],
  place: ReportPlace,
): Promise<Output<N>[]> {
  const outputs: Output<N>[] = [];
  for (const { name, file } of destinations) {
    const mode = added.includes(name) ? 'append' : 'replace';
    outputs.push(file === undefined ? { name } : { name, file: await openReportFile(io, file, mode, place) });
  }
  return outputs;
}

/** Writes the reports, stdout last. Whatever goes wrong with one of them, the others are written; gives what went wrong. */
export async function writeOutputs<N extends string>(
  io: Io,
  outputs: readonly Output<N>[],
  render: Render<N>,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const plain = colorsFor(false, {});
  for (const { name, file } of outputs) {
    if (!file) continue;
    try {
      await file.write((taken) => render(name, { colors: plain, taken }));
    } catch (error) {
      faults.push(
        error instanceof Fault
          ? (error as Fault)
          : new Fault('file-unwritable', { file: file.name, problem: (error as Error).message }, error),
      );
    }
  }
  for (const { name, file } of outputs)
    if (!file) io.stdout.write((await render(name, { colors: outColors(io), taken: 0 })) ?? '');
  return faults;
}
