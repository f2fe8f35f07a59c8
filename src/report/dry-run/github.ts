import { sentence } from '../../diagnostics/reasons.js';
import type { Action } from '../../steps/decide.js';
import { annotationsText, findingAnnotations, type Annotation } from '../findings/github.js';
import type { RenderOptions } from '../report.js';
import type { DryRun, DryRunPlan } from './dry-run.js';

const TITLES: Partial<Record<Action, string>> = { ask: 'waits for a decision', hold: 'held' };

/**
 * A dry run as GitHub's workflow commands: a warning on the line of each call that is held or waits for a person, and the findings in
 * plans and settings.
 */
export function dryRunGithub(
  { plans = [], findings }: DryRun,
  { mask }: Pick<RenderOptions, 'mask'>,
): string {
  const all = [...plans.flatMap(stepAnnotations), ...findingAnnotations(findings)];
  const shown = all.map((annotation) => ({ ...annotation, lines: annotation.lines.map(mask) }));
  return annotationsText(shown, findings, 'callplan dry-run');
}

function stepAnnotations({ steps, placeOf }: DryRunPlan): Annotation[] {
  if (!placeOf) return [];
  return steps.flatMap(({ action, reason, call }, index) => {
    const title = TITLES[action];
    if (title === undefined) return [];
    const lines = [`${call.id}: ${sentence(reason)}`];
    return [{ severity: 'warning' as const, span: placeOf(index), title, lines }];
  });
}
