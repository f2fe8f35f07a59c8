import { countSteps, secondsFor } from './counts.js';
import type { DryRun } from './dry-run.js';

/**
 * A dry run as lines NAME=VALUE, for `$GITHUB_OUTPUT` and a GitLab dotenv report: how many calls there are of each action, and how long
 * a run takes. All of them are numbers, so that nothing from a plan can add a line.
 */
export function dryRunOutputs({ plans, rate }: DryRun): string | undefined {
  if (!plans) return undefined;
  const counts = countSteps(plans.flatMap(({ steps }) => steps));
  return Object.entries({ ...counts, seconds: secondsFor(counts.send, rate) })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
