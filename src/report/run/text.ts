import type { PlanResult, RunResult } from '../../steps/result.js';
import { sentence } from '../../diagnostics/reasons.js';
import { clean } from '../../privacy/clean.js';
import { isPlaced } from '../../ledger/states.js';
import type { Colors } from '../../text/colors.js';
import { entriesText } from '../ledger/entries.js';
import type { RenderOptions } from '../report.js';
import { countResults, resultCountsText } from './counts.js';

/** With more placed calls than these, only those that need somebody's attention are listed. */
const LISTED = 50;

/** A run as text: a block a plan, a line for each call that was sent or waits for somebody. */
export function runText(
  { plans, stopped, failure }: RunResult,
  { colors }: Pick<RenderOptions, 'colors'>,
): string {
  const blocks = plans.map((plan) => planText(plan, colors));
  const why =
    stopped === undefined
      ? ''
      : `${colors.red('stopped early')}: ${clean(stopped)}. Run the same command again to go on.\n`;
  const wrong =
    failure === undefined ? '' : `${colors.red('something went wrong')}: ${clean(failure.message)}\n`;
  return `${blocks.join('\n')}${why}${wrong}`;
}

function planText({ file, name, edition, lockfile, calls }: PlanResult, colors: Colors): string {
  const sent = calls.flatMap((call) => (call.sent && call.entry ? [call.entry] : []));
  const listed = sent.length <= LISTED ? sent : sent.filter(({ state }) => !isPlaced(state));
  const asked = calls
    .filter(({ step: { action } }) => action === 'ask' || action === 'hold')
    .map(
      ({ step: { call, action, reason } }) =>
        `  ${colors.yellow(action.padEnd(8))}  ${clean(call.id)}  ${clean(sentence(reason))}\n`,
    );
  const head = `${colors.bold(clean(file))}  ${clean(name)}, edition ${clean(edition)}\n`;
  return `${head}${entriesText(listed, colors)}${asked.join('')}  ${resultCountsText(countResults(calls))}. Record: ${clean(lockfile)}\n`;
}
