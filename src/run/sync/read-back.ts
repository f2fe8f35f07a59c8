import { Fault } from '../../diagnostics/fault.js';
import { isSip } from '../../plan/address.js';
import type { Client } from '../../plivo/client.js';
import { decodeOngoing, decodePage, decodeUuids, type FoundCall, type Page } from '../../plivo/record.js';
import type { Answer } from '../../plivo/reply.js';
import type { Pace } from '../pace.js';

/** What reading calls back from Plivo takes. */
export interface ReadContext {
  readonly read: Client['read'];
  /** Of all requests together: Plivo allows 300 within 5 s. */
  readonly pace: Pace;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  /** Aborted when reading shall end. */
  readonly signal: AbortSignal;
}

const MAX_TRIES = 6;

/** The most that a page of ended calls may have. */
const PAGE = 20;

/** The calls of the account that have not ended. */
export interface Ongoing {
  /** Those that were not known, each with the request_uuid that it came of. */
  readonly calls: readonly FoundCall[];
  /** All of them, by call_uuid. */
  readonly standings: ReadonlyMap<string, 'queued' | 'live'>;
}

/**
 * The calls that are queued, then those that are live. In this order, and with the ended ones read after them, no call can slip through
 * from one list to the next. Of `known` ones the details would tell nothing new, and are not asked for. Throws Fault `plivo-unread`.
 */
export async function readOngoing(context: ReadContext, known: ReadonlySet<string>): Promise<Ongoing> {
  const calls: FoundCall[] = [];
  const standings = new Map<string, 'queued' | 'live'>();
  for (const standing of ['queued', 'live'] as const) {
    const uuids = await readAs(decodeUuids, context, `Call/?status=${standing}`);
    for (const uuid of new Set(uuids)) {
      standings.set(uuid, standing);
      if (known.has(uuid)) continue;
      const call = await readAs(
        // Gone: it went on meanwhile, and will be met in the next list.
        (body) => (body === undefined ? 'gone' : decodeOngoing(body, standing)),
        context,
        `Call/${encodeURIComponent(uuid)}/?status=${standing}`,
      );
      if (typeof call !== 'string') calls.push(call);
    }
  }
  return { calls, standings };
}

/**
 * The calls that ended since, all of them or, when that is fewer requests, those to `phones`. SIP addresses are not asked for by
 * themselves: Plivo does not document how it writes them. Throws Fault `plivo-unread`.
 */
export async function readEnded(
  context: ReadContext,
  since: Date,
  phones: readonly string[],
): Promise<FoundCall[]> {
  const filter = `end_time__gte=${encodeURIComponent(since.toISOString().slice(0, 19).replace('T', ' '))}`;
  const first = await readPage(context, filter, 0);
  const pages = Math.ceil(first.total / PAGE);
  if (pages - 1 <= phones.length || phones.some(isSip))
    return onceEach(await readPages(context, filter, first));
  const found: FoundCall[] = [];
  for (const phone of phones) {
    const one = `${filter}&to_number=${encodeURIComponent(phone.replace(/^\+/, ''))}`;
    found.push(...(await readPages(context, one, await readPage(context, one, 0))));
  }
  return onceEach(found);
}

async function readPages(context: ReadContext, filter: string, first: Page): Promise<FoundCall[]> {
  const found = [...first.calls];
  let page = first;
  for (let read = page.size; page.size > 0 && read < page.total; read += page.size) {
    page = await readPage(context, filter, read);
    found.push(...page.calls);
  }
  return found;
}

function readPage(context: ReadContext, filter: string, offset: number): Promise<Page> {
  return readAs(decodePage, context, `Call/?${filter}&limit=${PAGE}&offset=${offset}`);
}

/** Calls that end while a list is read move others to the next page, which then tells them again. */
function onceEach(calls: readonly FoundCall[]): FoundCall[] {
  return [...new Map(calls.map((call) => [call.record.call_uuid, call])).values()];
}

async function readAs<T>(
  decode: (body: unknown) => T | undefined,
  context: ReadContext,
  path: string,
): Promise<T> {
  const value = decode(await readJson(context, path));
  if (value === undefined) throw unread(`the reply to ${path} was not what Plivo documents`);
  return value;
}

/** What Plivo answers, or undefined when it says that there is no such thing. What does not arrive is asked for again. */
async function readJson(context: ReadContext, path: string): Promise<unknown> {
  const { read, pace, random, signal } = context;
  for (let tries = 1; await pace.next(1, signal); tries++) {
    const answer = await read(path);
    if (answer.kind === 'body') return answer.body;
    // There always is a list, if an empty one.
    if (answer.kind === 'nothing' && !path.startsWith('Call/?')) return undefined;
    if (answer.kind === 'nothing' || !answer.again || tries === MAX_TRIES) throw unread(answer.problem);
    pace.pause(waitMs(answer, tries, random));
  }
  throw unread('it was interrupted');
}

/** 0.5, 1, 2, 4, 8 s, each up to half as long again, or what Plivo asks for. */
function waitMs(
  { afterMs }: Extract<Answer, { kind: 'trouble' }>,
  tries: number,
  random: () => number,
): number {
  if (afterMs !== undefined) return Math.min(afterMs, 60_000);
  return 250 * 2 ** tries * (1 + random() / 2);
}

function unread(problem: string): Fault {
  return new Fault('plivo-unread', { problem });
}
