import { Fault } from '../diagnostics/fault.js';
import { clean } from '../privacy/clean.js';
import { duration } from '../text/duration.js';
import { secondsFor } from '../report/dry-run/steps.js';
import { openQuestions } from '../io/ask.js';
import { isUnattended, type Io } from '../io/io.js';

/** What somebody has to agree to. */
export interface Spending {
  readonly calls: number;
  readonly plans: number;
  readonly rate: number;
  /** Where they go, for the question. */
  readonly where: string;
  /** Plans that have no call on record, as the user would type them. */
  readonly unrecorded: readonly string[];
}

/** Returns when somebody agreed: by --yes, or by typing yes on the terminal. Throws Fault `no-consent` otherwise. */
export async function agree(io: Io, yes: boolean, spending: Spending): Promise<void> {
  if (yes) return;
  const { calls, plans, rate, where, unrecorded } = spending;
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
