import { Fault } from '../diagnostics/fault.js';
import { clean } from '../privacy/clean.js';
import { duration } from '../text/duration.js';
import { secondsFor } from '../report/dry-run/counts.js';
import { openQuestions } from '../io/ask.js';
import { isUnattended, type Io } from '../io/io.js';
import { agreedCalls } from './prepare.js';
import type { RunPlan } from './run-plan.js';

export interface AgreeOptions {
  /** Whether --yes was given. */
  readonly yes: boolean;
  /** Where the calls go, for the question. */
  readonly where: string;
}

/**
 * Returns when somebody agreed to the calls: by --yes, or by typing yes on the terminal. A rehearsal, and a run that sends nothing,
 * needs nobody's word. Throws Fault `no-consent` otherwise.
 */
export async function agree(io: Io, runPlan: RunPlan, { yes, where }: AgreeOptions): Promise<void> {
  const calls = agreedCalls(runPlan).size;
  if (yes || runPlan.simulate || calls === 0) return;
  const plans = runPlan.plans.length;
  const rate = runPlan.loaded.settings.cps.value;
  // What has no call on record may have lost its record.
  const unrecorded = runPlan.plans.filter(({ entries }) => entries.size === 0).map(({ plan }) => plan.file);
  const what = `${count(calls, 'call')} of ${count(plans, 'plan')}`;
  if (isUnattended(io))
    throw new Fault('no-consent', {
      problem: `${what} would be placed ${where}, and there is no terminal to ask on`,
    });
  io.stderr.write(
    `${what} will be placed ${where}, within about ${duration(secondsFor(calls, rate))}. This cannot be undone.\n`,
  );
  if (unrecorded.length > 0)
    io.stderr.write(
      `No record of earlier calls: ${clean(unrecorded.join(', '))}. If it was ever run, stop and bring its lockfile back first.\n`,
    );
  const answer = await ask(io, 'Type yes to place them: ');
  if (answer.trim().toLowerCase() !== 'yes')
    throw new Fault('no-consent', { problem: `${what} were not placed: nobody said yes` });
}

/** The line typed, or nothing when the input ends or Ctrl-C is pressed. */
async function ask(io: Io, question: string): Promise<string> {
  const questions = openQuestions(io);
  const answer = await questions.ask(question);
  questions.close();
  return typeof answer === 'string' ? '' : answer.line;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
