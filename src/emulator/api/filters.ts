import { talkedSeconds, type Call, type EndedCall } from '../calls/call.js';
import { integerOf, uuid as checkUuid } from '../core/checks.js';
import { withoutPlus } from '../core/destination.js';
import { HANGUP_SOURCES } from '../core/hangup-causes.js';
import type { Problem } from '../http/reply.js';
import { isWithin, readRange } from './query-range.js';

/** Whether a call passes; undefined where the query does not ask for this. */
type ReadFilter<C extends Call> = ((call: C) => boolean) | undefined | Problem;
type Filter<C extends Call> = (query: URLSearchParams, account: string) => ReadFilter<C>;

/** The filters that queued and live calls have too. */
const forAll: readonly Filter<Call>[] = [
  byNumber('from_number', ({ placed }) => placed.from),
  byNumber('to_number', ({ placed }) => placed.to),
  byChoice('call_direction', ['inbound', 'outbound'], () => 'outbound'),
];

const forEnded: readonly Filter<EndedCall>[] = [
  ...forAll,
  bySubaccount,
  byParent,
  byTalkTime,
  byCause,
  byChoice('hangup_source', HANGUP_SOURCES, ({ timeline }) => timeline.cause.source),
];

/** Reads what is asked of queued and live calls. What is no filter is ignored. */
export function readFilters(query: URLSearchParams, account: string): ReadFilter<Call> {
  return readAll(forAll, query, account);
}

/** Reads what is asked of ended calls, but for the time of their end. What is no filter is ignored. */
export function readEndedFilters(query: URLSearchParams, account: string): ReadFilter<EndedCall> {
  return readAll(forEnded, query, account);
}

function readAll<C extends Call>(
  filters: readonly Filter<C>[],
  query: URLSearchParams,
  account: string,
): ReadFilter<C> {
  const asked: ((call: C) => boolean)[] = [];
  for (const filter of filters) {
    const read = filter(query, account);
    if (typeof read === 'object') return read;
    if (read !== undefined) asked.push(read);
  }
  return asked.length === 0 ? undefined : (call) => asked.every((matches) => matches(call));
}

/** A number or SIP URI, or the beginning of one; with or without its plus. */
function byNumber(name: string, of: (call: Call) => string): Filter<Call> {
  return (query) => {
    const value = query.get(name);
    if (value === null) return undefined;
    if (!/^(?:\+?\d{1,15}|sip:[^\s<>"]*)$/i.test(value))
      return { problem: `${name} parameter must be a phone number or SIP URI, or the beginning of one` };
    const beginning = withoutPlus(value);
    return (call) => {
      const number = of(call);
      return number.startsWith(beginning, number.startsWith('+') ? 1 : 0);
    };
  };
}

function byChoice<C extends Call>(
  name: string,
  choices: readonly string[],
  of: (call: C) => string,
): Filter<C> {
  return (query) => {
    const value = query.get(name)?.toLowerCase();
    if (value === undefined) return undefined;
    const choice = choices.find((one) => one.toLowerCase() === value);
    if (choice === undefined) return { problem: `${name} parameter must be one of ${choices.join(', ')}` };
    return (call) => of(call) === choice;
  };
}

/** The account has no sub-accounts, but it may be one. */
function bySubaccount(query: URLSearchParams, account: string): ReadFilter<EndedCall> {
  const value = query.get('subaccount');
  if (value === null) return undefined;
  if (!/^SA[A-Z0-9]{18}$/.test(value))
    return { problem: 'subaccount parameter must be the auth id of a sub-account' };
  return () => value === account;
}

/** There are no conferences, so no call has a parent. */
function byParent(query: URLSearchParams): ReadFilter<EndedCall> {
  const value = query.get('parent_call_uuid');
  if (value === null) return undefined;
  const problem = checkUuid(value);
  return problem === undefined ? () => false : { problem: `parent_call_uuid parameter ${problem}` };
}

function byTalkTime(query: URLSearchParams): ReadFilter<EndedCall> {
  const range = readRange(query, 'bill_duration', integerOf, 'an integer of at least 0');
  if (range === undefined || 'problem' in range) return range;
  return (call) => isWithin(talkedSeconds(call), range);
}

function byCause(query: URLSearchParams): ReadFilter<EndedCall> {
  const value = query.get('hangup_cause_code');
  if (value === null) return undefined;
  const code = integerOf(value);
  if (code === undefined) return { problem: 'hangup_cause_code parameter must be an integer' };
  return ({ timeline }) => timeline.cause.code === code;
}
