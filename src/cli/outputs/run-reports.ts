import type { RunResult } from '../../steps/result.js';
import type { RunReporterName } from '../../workspace/flags.js';
import type { RenderOptions } from './report-outputs.js';

/** Earlier steps may have written to GitHub's summary. */
export const ADDED_RUN_REPORTS: readonly RunReporterName[] = ['markdown'];

/** A report of a run. Those that are not asked for need not be loaded. */
export async function renderRun(
  name: RunReporterName,
  report: RunResult,
  { colors, showNumbers, taken }: RenderOptions & { readonly showNumbers: boolean },
): Promise<string> {
  switch (name) {
    case 'text':
      return (await import('../../report/run/run-text.js')).runText(report, colors);
    case 'json':
      return (await import('../../report/run/run-json.js')).runJson(report);
    case 'junit':
      return (await import('../../report/run/run-junit.js')).runJunit(report, { showNumbers });
    case 'markdown': {
      const { MAX_SUMMARY, runMarkdown } = await import('../../report/run/run-markdown.js');
      const text = runMarkdown(report, { showNumbers, maxBytes: MAX_SUMMARY - taken });
      if (text === undefined)
        throw new Error('GitHub shows no more than 1 MiB, and that much is there already');
      return text;
    }
  }
}
