import { setMaxListeners } from 'node:events';
import type { Call } from '../../src/calls/expand.js';
import { buildRequests, type CallRequest } from '../../src/calls/request.js';
import { keyOf, type Entry } from '../../src/ledger/entry.js';
import { applyLine } from '../../src/ledger/lockfile/decode.js';
import type { Client } from '../../src/plivo/client.js';
import type { Exchange } from '../../src/plivo/exchange.js';
import { classify } from '../../src/plivo/reply.js';
import { createBudget, type MaxFailures } from '../../src/run/budget.js';
import { createPace, type Pace } from '../../src/run/pace.js';
import { sendRequests } from '../../src/run/send.js';
import { createStop, type Stop } from '../../src/run/stop.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';

/** What happened, in order: `claim`, `claimed`, `post`, `reply`, `record STATE`, `settled STATE`, each with the ids; and `stop`. */
export interface Happened {
  readonly what: string;
  readonly ids: readonly string[];
  /** Milliseconds after the beginning. */
  readonly at: number;
}

export interface FixtureOptions {
  readonly rate?: number;
  /** Called when a turn has come, before its request hears of it. */
  readonly onTurn?: (stop: Stop) => void;
  readonly concurrency?: number;
  readonly maxFailures?: MaxFailures;
  readonly random?: () => number;
  /** What comes of posting these ids for the nth time; 100 ms later unless `latency` says otherwise. */
  readonly reply?: (ids: readonly string[], tries: number) => Exchange;
  readonly latency?: (ids: readonly string[]) => number;
  /** Called as a claim or record is to be written; throws to make it fail. */
  readonly write?: (ids: readonly string[], state: Entry['state']) => void;
}

export interface Fixture {
  readonly clock: FakeClock;
  readonly stop: Stop;
  readonly log: readonly Happened[];
  readonly entries: ReadonlyMap<string, Entry>;
  /** Performs the requests to their end. */
  readonly run: (requests: readonly CallRequest[]) => Promise<void>;
  /** The state of a call as the ledger has it. */
  readonly stateOf: (id: string) => Entry['state'] | undefined;
  /** What happened to a request, as one line. */
  readonly storyOf: (id: string) => string;
}

const NEVER = new AbortController().signal;
// As many listen to it as requests are in flight.
setMaxListeners(0, NEVER);
const WRITE_MS = 3;

/** Everything that a run needs, in memory and with a clock of its own. A write takes 3 ms. */
export function createFixture(options: FixtureOptions = {}): Fixture {
  const {
    rate = 1000,
    concurrency = 3,
    reply = fired,
    latency = () => 100,
    write,
    onTurn,
    maxFailures,
    random = () => 0,
  } = options;
  const clock = createFakeClock();
  const began = clock.now();
  const stop = createStop();
  const log: Happened[] = [];
  const entries = new Map<string, Entry>();
  const posts = new Map<string, number>();
  const add = (what: string, ids: readonly string[]): void => {
    log.push({ what, ids, at: clock.now() - began });
  };
  stop.signal.addEventListener('abort', () => {
    add('stop', []);
  });

  const append = async (lines: readonly Entry[]): Promise<void> => {
    write?.(idsOf(lines), lines[0]?.state ?? 'sending');
    for (const line of lines) applyLine(entries, line);
    await clock.sleep(WRITE_MS, NEVER);
  };

  const makeCall: Client['makeCall'] = async (body) => {
    const ids = String(body['to']).split('<').map(idOf);
    const tries = (posts.get(ids.join()) ?? 0) + 1;
    posts.set(ids.join(), tries);
    add('post', ids);
    await clock.sleep(latency(ids), NEVER);
    add('reply', ids);
    return classify(reply(ids, tries));
  };

  const paced = createPace(rate, clock);
  const pace: Pace = {
    ...paced,
    next: async (calls, signal) => {
      const turn = await paced.next(calls, signal);
      onTurn?.(stop);
      return turn;
    },
  };

  const ledger = {
    claim: async (intents: readonly Entry[]) => {
      add('claim', idsOf(intents));
      await append(intents);
      add('claimed', idsOf(intents));
    },
    record: async (outcomes: readonly Entry[]) => {
      add(`record ${outcomes[0]?.state ?? ''}`, idsOf(outcomes));
      await append(outcomes);
    },
  };
  const context = {
    ledger,
    makeCall,
    pace,
    clock,
    concurrency,
    random,
    stop,
  };
  const run = (requests: readonly CallRequest[]): Promise<void> => {
    const calls = requests.reduce((sum, request) => sum + request.calls.length, 0);
    const budget = createBudget(maxFailures, calls, stop);
    const onSettled = (entries: readonly Entry[]): void => {
      add(`settled ${entries[0]?.state ?? ''}`, idsOf(entries));
      budget.count(entries);
    };
    return clock.until(sendRequests(requests, { ...context, onSettled }));
  };
  return {
    clock,
    stop,
    log,
    entries,
    run,
    stateOf: (id) => entries.get(keyOf('1', id))?.state,
    storyOf: (id) =>
      log
        .filter(({ ids }) => ids.includes(id))
        .map(({ what }) => what)
        .join(', '),
  };
}

const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);

/** Ids are the letters a, b, c… of the alphabet, or numbers, and stand for phones. */
const phoneOf = (id: string): string => `sip:${id}@test`;
const idOf = (phone: string): string => phone.slice(4, -5);

/** Requests for these ids, `bulk` in one. */
export function requestsFor(ids: readonly string[], bulk = 1): CallRequest[] {
  const calls = ids.map((id): Call => {
    const digest = `v1:${'0'.repeat(64)}`;
    return { edition: '1', id, to: phoneOf(id), parameters: { from: '+14152224444' }, digest, bulk };
  });
  return buildRequests(calls);
}

/** The first `count` numbers as ids. */
export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function replied(status: number, body: object, retryAfterMs?: number): Exchange {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { kind: 'reply', status, body: JSON.stringify(body), complete: true, ...wait };
}

/** Plivo's answer to calls that it places: one id, or a list of them. */
export function fired(ids: readonly string[]): Exchange {
  const uuids = ids.map((id) => `uuid-${id}`);
  return accepted(uuids.length === 1 ? uuids[0] : uuids);
}

/** An answer of success with any `request_uuid`. */
export function accepted(request_uuid: unknown): Exchange {
  return replied(201, { message: 'call fired', request_uuid });
}

/** An answer of refusal or failure. */
export function failed(status: number, error: string, retryAfterMs?: number): Exchange {
  return replied(status, { error }, retryAfterMs);
}

export const unsent: Exchange = { kind: 'unsent', problem: 'connection refused' };
export const lost: Exchange = { kind: 'lost', problem: 'connection reset' };
