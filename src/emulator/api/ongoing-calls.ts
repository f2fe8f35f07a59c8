import type { Call } from '../calls/call.js';
import { refused, type Reply } from '../http/reply.js';
import { describeOngoing } from './call-record.js';
import { readFilters } from './filters.js';

/** What can be asked for besides ended calls. */
export type Status = 'live' | 'queued';

export function isStatus(text: string | null): text is Status {
  return text === 'live' || text === 'queued';
}

export const unknownStatus: Reply = refused(400, 'status parameter must be live or queued');

/** The call_uuids of all queued or live calls, oldest first. */
export function listOngoing(query: URLSearchParams, account: string, calls: readonly Call[]): Reply {
  const matches = readFilters(query, account);
  if (typeof matches === 'object') return refused(400, matches.problem);
  const picked = matches === undefined ? calls : calls.filter(matches);
  return { status: 200, body: { calls: picked.map(({ placed }) => placed.callUuid) } };
}

/** One call, if it is queued or live as was asked. */
export function showOngoing(status: Status, call: Call | undefined, now: number): Reply {
  if (call?.state !== status) return refused(404, `There is no ${status} call with this uuid.`);
  return { status: 200, body: describeOngoing(call, now) };
}
