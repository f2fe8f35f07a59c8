import { Exit } from '../diagnostics/exit.js';
import type { Entry } from '../lockfile/entry.js';
import type { Step } from '../lockfile/decide.js';
import { sentence } from '../diagnostics/reasons.js';
import { clean } from '../report/clean.js';
import { countStandings, entriesText, entryJson, standingsText } from '../report/ledger.js';
import { countSteps } from '../report/steps.js';
import { outColors, printJson, type Io } from './io.js';
import type { PlanResult, RunResult } from './perform-plans.js';

/** How many accepted calls a text report lists; beyond it only those that need somebody's attention are. */
const LISTED = 50;

/** The result of a run on stdout. */
export function printRun(io: Io, format: 'text' | 'json', result: RunResult): void {
  if (format === 'json') printJson(io, runJson(result));
  else io.stdout.write(runText(io, result));
}

function runJson({ plans, stopped }: RunResult): unknown {
  const calls = plans.flatMap((result) =>
    result.steps.map((step) => entryJson(result.plan.plan.name, currentEntry(result, step))),
  );
  const entries = plans.flatMap((result) => result.steps.map((step) => currentEntry(result, step)));
  const sent = plans.reduce((n, result) => n + result.sent.length, 0);
  return {
    calls,
    counts: { sent, ...countStandings(entries) },
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** A call that the ledger does not know was not sent. */
function currentEntry(result: PlanResult, step: Step): Omit<Entry, 'digest' | 'at' | 'from'> {
  return (
    result.entryOf(step) ?? {
      edition: step.call.edition,
      id: step.call.id,
      to: step.call.to,
      state: 'not_sent',
    }
  );
}

function runText(io: Io, { plans, stopped }: RunResult): string {
  const colors = outColors(io);
  const blocks = plans.map((result) => {
    const { plan, steps, sent } = result;
    const counts = countSteps(steps);
    const listed = sent.length <= LISTED ? sent : sent.filter((entry) => entry.state !== 'accepted');
    const asked = steps
      .filter(({ action }) => action === 'ask' || action === 'hold')
      .map(
        ({ call, action, reason }) =>
          `  ${colors.yellow(action.padEnd(8))}  ${clean(call.id)}  ${clean(sentence(reason))}\n`,
      );
    const left = counts.send - sent.length;
    const leftOut = steps.filter(({ reason }) => reason.code === 'left-out').length;
    const facts = [
      sent.length > 0 ? `${sent.length} sent: ${standingsText(countStandings(sent))}` : 'nothing sent',
      ...(left > 0 ? [`${left} not sent`] : []),
      ...(counts.skip > leftOut ? [`${counts.skip - leftOut} already called`] : []),
      ...(leftOut > 0 ? [`${leftOut} left out`] : []),
      ...(counts.ask > 0 ? [`${counts.ask} wait for a decision`] : []),
      ...(counts.hold > 0 ? [`${counts.hold} held`] : []),
    ];
    const head = `${colors.bold(clean(plan.file))}  ${plan.plan.name}, edition ${plan.edition}\n`;
    return `${head}${entriesText(listed, colors)}${asked.join('')}  ${facts.join('; ')}. Record: ${clean(plan.lockfile.file)}\n`;
  });
  const why =
    stopped === undefined
      ? ''
      : `${colors.red('stopped early')}: ${clean(stopped)}. Run the same command again to go on.\n`;
  return `${blocks.join('\n')}${why}`;
}

/** The exit code: a signal's own first, then what needs a person most. */
export function exitOf({ plans, stopped, timeIsUp = false, signalExit }: RunResult): number {
  if (signalExit !== undefined) return signalExit;
  const states = plans.flatMap((result) => result.steps.map((step) => currentEntry(result, step).state));
  if (states.some((state) => state === 'in_doubt' || state === 'sending')) return Exit.inDoubt;
  if (stopped !== undefined && !timeIsUp) return Exit.unable;
  if (plans.some(({ sent }) => sent.some((entry) => entry.state === 'rejected'))) return Exit.findings;
  const waiting = plans.some(({ steps }) =>
    steps.some(({ action }) => action === 'ask' || action === 'hold'),
  );
  if (waiting) return Exit.refused;
  return timeIsUp ? Exit.callsToPlace : Exit.fine;
}
