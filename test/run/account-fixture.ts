import type { Client } from '../../src/plivo/client.js';
import type { Exchange } from '../../src/plivo/exchange.js';
import { answerOf } from '../../src/plivo/reply.js';

/** A call of the account. */
export interface AccountCall {
  readonly uuid: string;
  readonly requestUuid?: string;
  readonly from?: string;
  readonly to: string;
  readonly standing?: 'queued' | 'live' | 'ended';
  readonly began?: string;
  readonly ended?: string;
  readonly answered?: string | null;
  readonly cause?: number;
}

/** Plivo's part of reading back, in memory: it answers as documented, and tells what it was asked. */
export interface Account {
  /** May be changed between requests. */
  calls: AccountCall[];
  readonly asked: string[];
  readonly read: Client['read'];
}

/** `before` may answer in the account's place, as the nth request. */
export function createAccount(
  calls: readonly AccountCall[] = [],
  before: (path: string, n: number) => Exchange | undefined = () => undefined,
): Account {
  const account: Account = {
    calls: [...calls],
    asked: [],
    read: (path) => {
      account.asked.push(decodeURIComponent(path));
      const exchange = before(path, account.asked.length) ?? answer(account.calls, path);
      return Promise.resolve(answerOf(exchange));
    },
  };
  return account;
}

export function reply(status: number, body: unknown, over: object = {}): Exchange {
  return {
    kind: 'reply',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    complete: true,
    ...over,
  };
}

function answer(calls: readonly AccountCall[], path: string): Exchange {
  const url = new URL(path, 'http://x/');
  const status = url.searchParams.get('status');
  const uuid = /^\/Call\/(.+)\/$/.exec(url.pathname)?.[1];
  if (uuid !== undefined) {
    const call = calls.find((one) => one.uuid === decodeURIComponent(uuid) && one.standing === status);
    return call ? reply(200, ongoing(call)) : reply(404, { error: 'not found' });
  }
  if (status !== null)
    return reply(200, {
      calls: calls.filter(({ standing }) => standing === status).map((call) => call.uuid),
    });
  return reply(200, listed(calls, url.searchParams));
}

function ongoing({ uuid, requestUuid, from = '+14152224444', to, began }: AccountCall): object {
  return {
    call_uuid: uuid,
    request_uuid: requestUuid,
    direction: 'outbound',
    from,
    to,
    session_start: began,
  };
}

function listed(calls: readonly AccountCall[], query: URLSearchParams): object {
  const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
  const since = query.get('end_time__gte') ?? '';
  const all = calls
    .filter(({ standing = 'ended', ended = '2026-11-23 10:01:00' }) => standing === 'ended' && ended >= since)
    .filter(({ to }) => to.replace('+', '').startsWith(query.get('to_number') ?? ''));
  return {
    meta: { limit, offset, total_count: all.length },
    objects: all.slice(offset, offset + limit).map(record),
  };
}

function record(call: AccountCall): object {
  const {
    uuid,
    from = '+14152224444',
    to,
    began = '2026-11-23 10:00:01',
    ended = '2026-11-23 10:01:00',
  } = call;
  return {
    call_uuid: uuid,
    call_direction: 'outbound',
    from_number: from.replace('+', ''),
    to_number: to.replace('+', ''),
    initiation_time: `${began}+00:00`,
    answer_time: call.answered === undefined ? `${began}+00:00` : call.answered,
    end_time: `${ended}+00:00`,
    call_duration: 34,
    bill_duration: 60,
    total_amount: '0.00600',
    total_rate: '0.00600',
    hangup_cause_code: call.cause ?? 4000,
    hangup_cause_name: 'Normal Hangup',
    hangup_source: 'Callee',
  };
}
