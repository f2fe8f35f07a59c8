import type { PlanResult, RunResult } from '../../steps/result.js';
import { sentence } from '../../diagnostics/reasons.js';
import { clean } from '../../privacy/clean.js';
import { isPlaced } from '../../ledger/states.js';
import type { Colors } from '../../text/colors.js';
import { entriesText, standingsText } from '../ledger/ledger.js';
import { factsOf, type RunFacts } from './run.js';

/** How many placed calls are listed; beyond it only those that need somebody's attention are. */
const LISTED = 50;

/** A run as text: a block a plan, a line for each call that was sent or waits for somebody. */
export function runText({ plans, stopped, failure }: RunResult, colors: Colors): string {
  const blocks = plans.map((plan) => blockText(plan, colors));
  const why =
    stopped === undefined
      ? ''
      : `${colors.red('stopped early')}: ${clean(stopped)}. Run the same command again to go on.\n`;
  const wrong =
    failure === undefined ? '' : `${colors.red('something went wrong')}: ${clean(failure.message)}\n`;
  return `${blocks.join('\n')}${why}${wrong}`;
}

function blockText({ file, name, edition, lockfile, calls }: PlanResult, colors: Colors): string {
  const sent = calls.flatMap((call) => (call.sent && call.entry ? [call.entry] : []));
  const listed = sent.length <= LISTED ? sent : sent.filter(({ state }) => !isPlaced(state));
  const asked = calls
    .filter(({ step: { action } }) => action === 'ask' || action === 'hold')
    .map(
      ({ step: { call, action, reason } }) =>
        `  ${colors.yellow(action.padEnd(8))}  ${clean(call.id)}  ${clean(sentence(reason))}\n`,
    );
  const head = `${colors.bold(clean(file))}  ${clean(name)}, edition ${clean(edition)}\n`;
  return `${head}${entriesText(listed, colors)}${asked.join('')}  ${factsText(factsOf(calls))}. Record: ${clean(lockfile)}\n`;
}

/** `4 sent: 3 fired, 1 rejected; 2 already called` */
export function factsText({ sent, standings, left, called, leftOut, waiting, held }: RunFacts): string {
  return [
    sent > 0 ? `${sent} sent: ${standingsText(standings)}` : 'nothing sent',
    ...(left > 0 ? [`${left} not sent`] : []),
    ...(called > 0 ? [`${called} already called`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out`] : []),
    ...(waiting > 0 ? [`${waiting} wait for a decision`] : []),
    ...(held > 0 ? [`${held} held`] : []),
  ].join('; ');
}
