import { isQueued } from '../../steps/decide.js';
import type { Entry } from '../../ledger/entry.js';
import type { Ending } from '../../ledger/states.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import { duration } from '../../text/duration.js';

/** An entry's state in words for people. Accepted calls are told apart by what Plivo answered. */
export type ShownState = 'fired' | 'queued' | 'rejected' | 'in doubt' | 'not sent' | InWords<Ending>;

type InWords<S extends string> = S extends `${infer A}_${infer B}` ? `${A} ${B}` : S;

/** An entry's state in words. */
export function shownState(entry: Pick<Entry, 'state' | 'message'>): ShownState {
  switch (entry.state) {
    case 'accepted':
      return isQueued(entry) ? 'queued' : 'fired';
    case 'sending':
    case 'in_doubt':
      return 'in doubt';
    default:
      return entry.state.replace('_', ' ') as ShownState;
  }
}

/** A line for each entry: state, id, address, time, and Plivo's id or what went wrong. */
export function entriesText(entries: readonly Entry[], colors: Colors): string {
  const paint = {
    fired: colors.green,
    queued: colors.cyan,
    completed: colors.green,
    busy: colors.yellow,
    'no answer': colors.yellow,
    declined: colors.yellow,
    machine: colors.yellow,
    failed: colors.red,
    canceled: colors.dim,
    rejected: colors.red,
    'in doubt': colors.yellow,
    'not sent': colors.dim,
  };
  const widest = entries.reduce((most, entry) => Math.max(most, shownState(entry).length), 8);
  const width = entries.reduce((widest, { id }) => Math.max(widest, Math.min(40, id.length)), 0);
  return entries
    .map((entry) => {
      const state = shownState(entry);
      const to = entry.id === entry.to ? '' : `${clean(entry.to)}  `;
      const detail = detailOf(entry);
      const when = `${entry.at.slice(0, 10)} ${entry.at.slice(11, 19)}`;
      return `  ${paint[state](state.padEnd(widest))}  ${clean(entry.id).padEnd(width)}  ${to}${when}  ${colors.dim(clean(detail))}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}

const MERGED: Readonly<Record<NonNullable<Entry['merged']>, string>> = {
  apart: 'two branches went separate ways with it',
  twice: 'two branches each called it',
  contradictory: 'two branches say what cannot both be',
};

/** What is worth knowing besides the state: that two branches differ, how it ended, how it was settled, else Plivo's id or what went wrong. */
export function detailOf({ merged, settled, call, request_uuid, error = '' }: Entry): string {
  if (merged !== undefined) return MERGED[merged];
  if (call?.end_time !== undefined || call?.hangup_cause_name !== undefined) return endingText(call);
  if (settled) return `settled by ${settled.by}: ${settled.reason}`;
  return request_uuid ?? error;
}

/** Such as `Normal Hangup by Callee, 34 s, cost 0.00600`. */
function endingText(call: NonNullable<Entry['call']>): string {
  const { hangup_cause_name: cause, hangup_source: source, call_duration: seconds, total_amount } = call;
  const why = cause === undefined ? [] : [source === undefined ? cause : `${cause} by ${source}`];
  const talked = call.answer_time !== undefined && seconds !== undefined ? [duration(seconds)] : [];
  return [...why, ...talked, ...(total_amount === undefined ? [] : [`cost ${total_amount}`])].join(', ');
}

type CountedState = 'fired' | 'queued' | Ending | 'rejected' | 'in_doubt' | 'not_sent';

/** How many calls are in each state. */
export type StateCounts = Readonly<Record<CountedState, number>>;

/** Counts entries by their state. */
export function countStates(entries: readonly Pick<Entry, 'state' | 'message'>[]): StateCounts {
  const counts: Record<CountedState, number> = {
    fired: 0,
    queued: 0,
    completed: 0,
    busy: 0,
    no_answer: 0,
    declined: 0,
    machine: 0,
    failed: 0,
    canceled: 0,
    rejected: 0,
    in_doubt: 0,
    not_sent: 0,
  };
  for (const entry of entries) counts[shownState(entry).replace(' ', '_') as CountedState] += 1;
  return counts;
}

/** `3 fired, 1 in doubt`. States that no call is in are left out. */
export function stateCountsText(counts: StateCounts): string {
  const parts = Object.entries(counts).filter(([, n]) => n > 0);
  return parts.map(([name, n]) => `${n} ${name.replace('_', ' ')}`).join(', ') || 'none';
}

/** What `run`, `status`, `sync` and `cancel` print of each call with `--format json`. */
export interface CallJson {
  readonly plan: string;
  readonly id: string;
  readonly edition: string;
  readonly to: string;
  readonly state: Entry['state'];
  readonly request_uuid?: string;
  /** Plivo's record of the call, as far as it was read back. */
  readonly call?: Entry['call'];
  readonly message?: string;
  readonly error?: string;
  readonly status?: number;
}

/** An entry for machines. */
export function entryJson(plan: string, entry: Omit<Entry, 'digest' | 'at' | 'from'>): CallJson {
  const { id, edition, to, state, request_uuid, call, message, error, status } = entry;
  return {
    plan,
    id,
    edition,
    to,
    state,
    ...(request_uuid === undefined ? {} : { request_uuid }),
    ...(call === undefined ? {} : { call }),
    ...(message === undefined ? {} : { message }),
    ...(error === undefined ? {} : { error }),
    ...(status === undefined ? {} : { status }),
  };
}
