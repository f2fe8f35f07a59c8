import type { Ending } from '../ledger/states.js';

/** What Plivo's record says of a call's end. */
interface End {
  readonly hangup_cause_code?: number;
  /** Undefined when nobody answered. */
  readonly answer_time?: string;
}

/** The causes that say by themselves how a call ended. Source: Plivo's list of hangup causes. */
const BY_CAUSE: Readonly<Record<number, Ending>> = {
  1000: 'canceled',
  3000: 'no_answer',
  3010: 'busy',
  3020: 'declined',
  3100: 'busy',
  3110: 'declined',
  // Whoever blocks the caller does not want to be rung again.
  3130: 'declined',
  6010: 'no_answer',
  9100: 'machine',
};

/** Causes of a call that had been answered, should its record lack the time of it: hung up, or in trouble over what to say. */
const ONCE_ANSWERED = [4000, 4010, 4020, 4030, 9110];

/** How a call ended, by its record. What was not answered for a reason that is not about the person called has failed. */
export function endingOf({ hangup_cause_code: code = 0, answer_time }: End): Ending {
  if (code === 9100) return 'machine';
  if (answer_time !== undefined) return 'completed';
  // A limit that was reached while it rang.
  if (code === 6000) return 'no_answer';
  const reachedAnswer = ONCE_ANSWERED.includes(code) || (code >= 7000 && code < 9000);
  return reachedAnswer ? 'completed' : (BY_CAUSE[code] ?? 'failed');
}
