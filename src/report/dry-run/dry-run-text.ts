import type { ChangedStep } from '../../steps/compare.js';
import { sentence } from '../../diagnostics/reasons.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import { comparedText, countCompared, type Compared, type ComparedPlan, type DryRun } from './dry-run.js';
import { stepsText } from './steps.js';

export interface DryRunTextOptions {
  readonly showRequests: boolean;
  readonly colors: Colors;
}

/** A dry run as text: the steps, and what the change does to them. */
export function dryRunText(
  { plans, rate, compared }: DryRun,
  { showRequests, colors }: DryRunTextOptions,
): string {
  const steps = stepsText(plans, rate, showRequests, colors);
  return compared ? `${steps}${comparisonText(compared, colors)}` : steps;
}

function comparisonText(compared: Compared, colors: Colors): string {
  const { revision, commit, plans, troubles } = compared;
  const head = `compared with ${clean(revision)} (${commit.slice(0, 12)}): this change ${comparedText(countCompared(compared))}`;
  const unread = troubles.map(
    ({ file, problem }) =>
      `  ${colors.yellow('unread')}  ${clean(file)}  ${clean(problem)}; all its calls count as added\n`,
  );
  return `\n${colors.bold(head)}\n${unread.join('')}${plans.map((plan) => planText(plan, colors)).join('')}`;
}

function planText({ file, changes }: ComparedPlan, colors: Colors): string {
  const line = (word: string, id: string, detail: string): string =>
    `  ${word.padEnd(10)}  ${clean(file)}  ${clean(id)}${detail === '' ? '' : `  ${colors.dim(clean(detail))}`}\n`;
  return [
    ...changes.added.map(({ call }) => line('adds', call.id, '')),
    ...changes.changed.map((change) => line('changes', change.step.call.id, namesOf(change))),
    ...changes.removed.map(({ before, now }) =>
      line('takes away', before.call.id, now ? sentence(now.reason) : ''),
    ),
    ...changes.halted.map((change) => line('halts', change.step.call.id, sentence(change.step.reason))),
  ].join('');
}

function namesOf({ parameters }: ChangedStep): string {
  return parameters.join(', ');
}
