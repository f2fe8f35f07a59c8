import type { DryRun } from '../../report/dry-run/dry-run.js';
import { isError } from '../../diagnostics/diagnostic.js';
import type { DryRunReporterName } from '../../workspace/flags.js';
import type { RenderOptions } from './report-outputs.js';

/** Earlier commands may have written to the same summary, and to the outputs of the same step. */
export const ADDED_DRY_RUN_REPORTS: readonly DryRunReporterName[] = ['markdown', 'outputs'];

export interface DryRunRenderOptions extends RenderOptions {
  readonly showNumbers: boolean;
  readonly showRequests: boolean;
}

/**
 * A report of a dry run; undefined when there are no steps for it to tell of, since something is wrong: that is for people to read.
 * Those that are not asked for need not be loaded.
 */
export async function renderDryRun(
  name: DryRunReporterName,
  report: DryRun,
  { colors, showNumbers, showRequests, taken }: DryRunRenderOptions,
): Promise<string | undefined> {
  const isWrong = report.trouble !== undefined || report.findings.diagnostics.some(isError);
  switch (name) {
    case 'text':
      if (isWrong) return undefined;
      return (await import('../../report/dry-run/dry-run-text.js')).dryRunText(report, {
        showRequests,
        colors,
      });
    case 'json':
      return isWrong ? undefined : (await import('../../report/dry-run/dry-run-json.js')).dryRunJson(report);
    case 'outputs':
      return isWrong
        ? undefined
        : (await import('../../report/dry-run/dry-run-outputs.js')).dryRunOutputs(report);
    case 'github':
      return (await import('../../report/dry-run/dry-run-github.js')).dryRunGithub(report, { showNumbers });
    case 'markdown': {
      const { MAX_COMMENT, dryRunMarkdown } = await import('../../report/dry-run/dry-run-markdown.js');
      const text = dryRunMarkdown(report, { showNumbers, maxLength: MAX_COMMENT - taken });
      if (text === undefined)
        throw new Error(
          'GitHub takes no comment of more than 65,536 characters, and that much is there already',
        );
      return text;
    }
  }
}
