import type { EndedPage, EndedQuery } from '../calls/ended-calls.js';
import { integer, integerOf } from '../core/checks.js';
import { decodeDate } from '../core/dates.js';
import { refused, type Problem, type Reply } from '../http/reply.js';
import { describeEnded } from './call-record.js';
import { readEndedFilters } from './filters.js';
import { readRange, type Range } from './query-range.js';

interface Surroundings {
  /** Such as `/v1/Account/MA…/`. */
  readonly accountPath: string;
  readonly account: string;
  /** In ms since 1970. */
  readonly now: number;
  readonly uuid: () => string;
  readonly listEnded: (query: EndedQuery) => EndedPage;
}

const MAX_LIMIT = 20;
const WEEK_S = 7 * 86_400;

/**
 * A page of ended calls, newest first. Without a filter of their end it goes back seven days. A call that ends between two pages
 * moves the others on by one, so that the next page repeats what the last one had at its end; none is ever passed over.
 */
export function listEndedCalls(query: URLSearchParams, around: Surroundings): Reply {
  const asked = readQuery(query, around);
  if ('problem' in asked) return refused(400, asked.problem);
  const { total, calls } = around.listEnded(asked);
  const { limit, offset } = asked;
  const pathTo = (at: number): string => pathOf(query, around.accountPath, limit, at);
  // One id for all of them, another one than the reply's own.
  const apiId = around.uuid();
  return {
    status: 200,
    body: {
      meta: {
        limit,
        next: offset + limit < total ? pathTo(offset + limit) : null,
        offset,
        previous: offset > 0 ? pathTo(Math.max(0, offset - limit)) : null,
        total_count: total,
      },
      objects: calls.map((call) => ({ api_id: apiId, ...describeEnded(call, around.accountPath) })),
    },
  };
}

function readQuery(query: URLSearchParams, { account, now }: Surroundings): EndedQuery | Problem {
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) return { problem: `${repeated} parameter must be given once` };
  const limit = readInteger(query, 'limit', 1, MAX_LIMIT) ?? MAX_LIMIT;
  if (typeof limit === 'object') return limit;
  const offset = readInteger(query, 'offset', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  if (typeof offset === 'object') return offset;
  const ended = readEnd(query, now);
  if ('problem' in ended) return ended;
  const matches = readEndedFilters(query, account);
  return typeof matches === 'object' ? matches : { ...ended, matches, limit, offset };
}

function readEnd(query: URLSearchParams, now: number): Range | Problem {
  const range = readRange(query, 'end_time', decodeDate, 'a time in UTC such as 2026-11-24 15:30');
  return range ?? { from: Math.floor(now / 1000) - WEEK_S, to: Infinity };
}

function readInteger(
  query: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined | Problem {
  const text = query.get(name);
  if (text === null) return undefined;
  const problem = integer(least, most)(text);
  return problem === undefined ? integerOf(text) : { problem: `${name} parameter ${problem}` };
}

/** The path of another page: the same query with another offset. */
function pathOf(query: URLSearchParams, accountPath: string, limit: number, offset: number): string {
  const page = new URLSearchParams(query);
  page.set('limit', String(limit));
  page.set('offset', String(offset));
  return `${accountPath}Call/?${page.toString()}`;
}
