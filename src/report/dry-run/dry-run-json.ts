import { countCompared, type Compared, type DryRun } from './dry-run.js';
import { jsonText } from '../../text/json-text.js';
import { stepsJson } from './steps.js';

/** A dry run as one JSON value: the steps, and under `base` what the change does to them. */
export function dryRunJson({ plans, rate, compared }: DryRun): string {
  return jsonText({ ...stepsJson(plans, rate), ...(compared && { base: comparedJson(compared) }) });
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
