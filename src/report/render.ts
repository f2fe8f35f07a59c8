import { maskNumbers } from '../privacy/masks.js';
import type { RenderOptions } from './report.js';
import { reportRow, type ReportingCommand, type ReportName, type Results } from './registry.js';

/** What a command's flags ask of all its reports. */
export interface ReportFlags extends Pick<RenderOptions, 'maxProblems' | 'showRequests'> {
  /** Whether reports that are published show phone numbers. */
  readonly showNumbers?: boolean | undefined;
}

/** Where a report is written to, as far as it matters to its text. */
export type Surroundings = Pick<RenderOptions, 'colors' | 'taken'>;

/** Loads a report and writes a result out. It is told what to mask: no report decides that by itself. */
export async function renderReport<C extends ReportingCommand>(
  command: C,
  name: ReportName<C>,
  result: Results[C],
  { showNumbers = false, ...options }: ReportFlags & Surroundings,
): Promise<string | undefined> {
  const { audience, load } = reportRow(command, name);
  const report = await load();
  const isMasked = audience === 'published' && !showNumbers;
  return report(result, { ...options, mask: isMasked ? maskNumbers : (text) => text });
}
