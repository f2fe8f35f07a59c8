import type { CallRequest } from '../../calls/request.js';
import { sentence } from '../../diagnostics/reasons.js';
import type { Action } from '../../steps/decide.js';
import { jsonText } from '../../text/json-text.js';
import { countCompared, countSteps, secondsFor, type StepCounts } from './counts.js';
import type { Compared, DryRun, DryRunPlan } from './dry-run.js';

/** What `dry-run --format json` prints. */
interface DryRunJson {
  readonly plans: readonly PlanJson[];
  readonly counts: StepCounts;
  /** How long the calls to send take at the configured rate. */
  readonly seconds: number;
  /** What the change does to the calls, with `--base`. */
  readonly base?: object;
}

interface PlanJson {
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
}

/** A dry run as one JSON value: the steps, and under `base` what the change does to them. */
export function dryRunJson({ plans, rate, compared }: DryRun): string | undefined {
  if (!plans) return undefined;
  const counts = countSteps(plans.flatMap(({ steps }) => steps));
  const value: DryRunJson = {
    plans: plans.map(planJson),
    counts,
    seconds: secondsFor(counts.send, rate),
    ...(compared && { base: comparedJson(compared) }),
  };
  return jsonText(value);
}

function planJson({ file, plan, edition, lockfile, steps, requests }: DryRunPlan): PlanJson {
  return {
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
  };
}

function comparedJson(compared: Compared): object {
  const { revision, commit, plans, troubles } = compared;
  return {
    revision,
    commit,
    counts: countCompared(compared),
    plans: plans.map(({ file, gone, changes }) => ({
      file,
      gone,
      added: changes.added.map(({ call }) => call.id),
      changed: changes.changed.map(({ step, parameters }) => ({ id: step.call.id, parameters })),
      removed: changes.removed.map(({ before }) => before.call.id),
      halted: changes.halted.map(({ step }) => step.call.id),
    })),
    unread: troubles,
  };
}
