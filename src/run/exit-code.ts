import { Exit } from '../diagnostics/exit.js';
import type { Entry } from '../ledger/entry.js';
import type { CallResult, RunResult } from '../steps/result.js';

/** The exit code: a signal's own first, then what needs a person most. */
export function exitOf({ plans, stopped, timeIsUp = false, signalExit }: RunResult): number {
  if (signalExit !== undefined) return signalExit;
  const calls = plans.flatMap((plan) => plan.calls);
  const isIn = (state: Entry['state']): ((call: CallResult) => boolean) => {
    return ({ entry }) => entry?.state === state;
  };
  if (calls.some(isIn('in_doubt')) || calls.some(isIn('sending'))) return Exit.inDoubt;
  if (stopped !== undefined && !timeIsUp) return Exit.unable;
  if (calls.some((call) => call.sent && isIn('rejected')(call))) return Exit.findings;
  if (calls.some(({ step: { action } }) => action === 'ask' || action === 'hold')) return Exit.refused;
  return timeIsUp ? Exit.callsToPlace : Exit.fine;
}
