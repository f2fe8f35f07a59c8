import type { CallRequest } from '../../calls/request.js';
import { sentence } from '../../diagnostics/reasons.js';
import { clean } from '../../privacy/clean.js';
import type { ChangedStep } from '../../steps/compare.js';
import type { Colors } from '../../text/colors.js';
import { duration } from '../../text/duration.js';
import type { RenderOptions } from '../report.js';
import { comparedText, countCompared, countSteps, secondsFor, type StepCounts } from './counts.js';
import type { Compared, ComparedPlan, DryRun, DryRunPlan } from './dry-run.js';

/** A dry run as text: a block a plan with a line a call, a summary, and what the change does to the calls. */
export function dryRunText(
  { plans, rate, compared }: DryRun,
  { colors, showRequests = false }: Pick<RenderOptions, 'colors' | 'showRequests'>,
): string | undefined {
  if (!plans) return undefined;
  const blocks = plans.map((plan) => planText(plan, showRequests, colors));
  const counts = countSteps(plans.flatMap(({ steps }) => steps));
  const comparison = compared ? comparisonText(compared, colors) : '';
  return `${blocks.join('\n')}\n${summaryText(counts, rate, colors)}${comparison}`;
}

function planText(plan: DryRunPlan, showRequests: boolean, colors: Colors): string {
  const paint = { send: colors.green, skip: colors.dim, ask: colors.yellow, hold: colors.red };
  const width = plan.steps.reduce((widest, { call }) => Math.max(widest, Math.min(40, call.id.length)), 0);
  const lines = plan.steps.map(({ call, action, reason }) => {
    const to = call.id === call.to ? '' : `${clean(call.to)}  `;
    return `  ${paint[action](action.padEnd(4))}  ${clean(call.id).padEnd(width)}  ${to}${colors.dim(clean(sentence(reason)))}\n`;
  });
  const head = `${colors.bold(clean(plan.file))}  ${clean(plan.plan)}, edition ${clean(plan.edition)}\n`;
  return head + lines.join('') + (showRequests ? plan.requests.map(requestText).join('') : '');
}

function requestText({ method, path, body }: CallRequest): string {
  return `\n  ${method} ${path}\n${JSON.stringify(body, null, 2).split('\n').map(clean).join('\n').replace(/^/gm, '  ')}\n`;
}

/** `3 to send, 1 to skip, 0 to ask about, 0 held; 1.5 s at 2 calls a second` */
function summaryText(counts: StepCounts, rate: number, colors: Colors): string {
  const calls = `${counts.send} to send, ${counts.skip} to skip, ${counts.ask} to ask about, ${counts.hold} held`;
  const time = `${duration(secondsFor(counts.send, rate))} at ${rate} calls a second`;
  return `${colors.bold(calls)}${counts.send > 0 ? `; ${time}` : ''}\n`;
}

function comparisonText(compared: Compared, colors: Colors): string {
  const { revision, commit, plans, troubles } = compared;
  const head = `compared with ${clean(revision)} (${commit.slice(0, 12)}): this change ${comparedText(countCompared(compared))}`;
  const unread = troubles.map(
    ({ file, problem }) =>
      `  ${colors.yellow('unread')}  ${clean(file)}  ${clean(problem)}; all its calls count as added\n`,
  );
  return `\n${colors.bold(head)}\n${unread.join('')}${plans.map((plan) => comparedPlanText(plan, colors)).join('')}`;
}

function comparedPlanText({ file, changes }: ComparedPlan, colors: Colors): string {
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
