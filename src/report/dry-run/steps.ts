import type { CallRequest } from '../../calls/request.js';
import { sentence } from '../../diagnostics/reasons.js';
import type { Span } from '../../diagnostics/diagnostic.js';
import type { Action, Step } from '../../steps/decide.js';
import type { Entries } from '../../ledger/entry.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import { duration } from '../../text/duration.js';

/** What a dry run has to say of one plan. */
export interface PlannedSteps {
  readonly file: string;
  readonly plan: string;
  readonly edition: string;
  readonly lockfile: string;
  readonly steps: readonly Step[];
  readonly requests: readonly CallRequest[];
  /** What the lockfile knows. */
  readonly entries: Entries;
  /** Where the call of a step stands, by the step's index. */
  readonly placeOf?: (index: number) => Span;
}

export type StepCounts = Readonly<Record<Action, number>>;

/** How many steps there are of each kind. */
export function countSteps(steps: readonly Step[]): StepCounts {
  const counts = { send: 0, skip: 0, ask: 0, hold: 0 };
  for (const { action } of steps) counts[action] += 1;
  return counts;
}

/** Seconds that `calls` take at `rate` calls a second, Plivo's replies aside. */
export function secondsFor(calls: number, rate: number): number {
  return Math.round((calls / rate) * 1000) / 1000;
}

/** A dry run as text: a block a plan, a line a call. */
export function stepsText(
  plans: readonly PlannedSteps[],
  rate: number,
  showRequests: boolean,
  colors: Colors,
): string {
  const blocks = plans.map((plan) => blockText(plan, showRequests, colors));
  return `${blocks.join('\n')}\n${summaryText(countSteps(plans.flatMap((plan) => plan.steps)), rate, colors)}`;
}

function blockText(plan: PlannedSteps, showRequests: boolean, colors: Colors): string {
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

/** What `dry-run --format json` prints. */
export interface StepsJson {
  readonly plans: readonly {
    readonly file: string;
    readonly plan: string;
    readonly edition: string;
    readonly lockfile: string;
    readonly steps: readonly {
      readonly id: string;
      readonly to: string;
      readonly action: Action;
      readonly reason: string;
    }[];
    readonly requests: readonly {
      readonly ids: readonly string[];
      readonly method: string;
      readonly path: string;
      readonly body: CallRequest['body'];
    }[];
  }[];
  readonly counts: StepCounts;
  /** How long the calls to send take at the configured rate. */
  readonly seconds: number;
}

/** A dry run for machines. */
export function stepsJson(plans: readonly PlannedSteps[], rate: number): StepsJson {
  const counts = countSteps(plans.flatMap((plan) => plan.steps));
  return {
    plans: plans.map(({ file, plan, edition, lockfile, steps, requests }) => ({
      file,
      plan,
      edition,
      lockfile,
      steps: steps.map(({ call, action, reason }) => ({
        id: call.id,
        to: call.to,
        action,
        reason: sentence(reason),
      })),
      requests: requests.map(({ calls, method, path, body }) => ({
        ids: calls.map((call) => call.id),
        method,
        path,
        body,
      })),
    })),
    counts,
    seconds: secondsFor(counts.send, rate),
  };
}
