import { isQueued } from '../lockfile/decide.js';
import type { Entry } from '../lockfile/entry.js';
import { clean } from './clean.js';
import type { Colors } from './colors.js';

/** How a call stands, in one word for people: accepted ones are told apart by what Plivo said. */
export type Standing = 'fired' | 'queued' | 'rejected' | 'in doubt' | 'not sent';

/** The word for an entry. */
export function standingOf(entry: Pick<Entry, 'state' | 'message'>): Standing {
  switch (entry.state) {
    case 'accepted':
      return isQueued(entry) ? 'queued' : 'fired';
    case 'rejected':
      return 'rejected';
    case 'sending':
    case 'in_doubt':
      return 'in doubt';
    case 'not_sent':
      return 'not sent';
  }
}

/** A line for each entry: standing, id, address, time, and Plivo's id or what went wrong. */
export function entriesText(entries: readonly Entry[], colors: Colors): string {
  const paint = {
    fired: colors.green,
    queued: colors.cyan,
    rejected: colors.red,
    'in doubt': colors.yellow,
    'not sent': colors.dim,
  };
  const width = entries.reduce((widest, { id }) => Math.max(widest, Math.min(40, id.length)), 0);
  return entries
    .map((entry) => {
      const standing = standingOf(entry);
      const to = entry.id === entry.to ? '' : `${clean(entry.to)}  `;
      const fact = entry.settled
        ? `settled by ${entry.settled.by}: ${entry.settled.reason}`
        : (entry.request_uuid ?? entry.error ?? '');
      const when = `${entry.at.slice(0, 10)} ${entry.at.slice(11, 19)}`;
      return `  ${paint[standing](standing.padEnd(8))}  ${clean(entry.id).padEnd(width)}  ${to}${when}  ${colors.dim(clean(fact))}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** How many calls stand where. */
export type StandingCounts = Readonly<
  Record<'fired' | 'queued' | 'rejected' | 'in_doubt' | 'not_sent', number>
>;

/** Counts entries by standing. */
export function countStandings(entries: readonly Pick<Entry, 'state' | 'message'>[]): StandingCounts {
  const counts = { fired: 0, queued: 0, rejected: 0, in_doubt: 0, not_sent: 0 };
  for (const entry of entries) counts[standingOf(entry).replace(' ', '_') as keyof StandingCounts] += 1;
  return counts;
}

/** `3 fired, 1 in doubt`; what there is none of is left out. */
export function standingsText(counts: StandingCounts): string {
  const parts = Object.entries(counts).filter(([, n]) => n > 0);
  return parts.map(([name, n]) => `${n} ${name.replace('_', ' ')}`).join(', ') || 'none';
}

/** What `run` and `status` print of each call with `--format json`. */
export interface JsonCall {
  readonly plan: string;
  readonly id: string;
  readonly edition: string;
  readonly to: string;
  readonly state: Entry['state'];
  readonly request_uuid?: string;
  readonly message?: string;
  readonly error?: string;
  readonly status?: number;
}

/** An entry for machines. */
export function entryJson(plan: string, entry: Omit<Entry, 'digest' | 'at'>): JsonCall {
  const { id, edition, to, state, request_uuid, message, error, status } = entry;
  return {
    plan,
    id,
    edition,
    to,
    state,
    ...(request_uuid === undefined ? {} : { request_uuid }),
    ...(message === undefined ? {} : { message }),
    ...(error === undefined ? {} : { error }),
    ...(status === undefined ? {} : { status }),
  };
}
