import type { CallRequest } from '../calls/request.js';
import type { Entry } from '../ledger/entry.js';
import type { OpenLedger } from '../ledger/ledger.js';
import type { Client } from '../plivo/client.js';
import type { Verdict } from '../plivo/reply.js';
import type { Clock } from '../io/clock.js';
import { claimsOf, outcomesOf } from './outcome.js';
import type { Pace } from './pace.js';
import type { Stop } from './stop.js';

/** What sending takes. All of it is shared by the plans of one run but for the ledger. */
export interface SendContext {
  readonly ledger: Pick<OpenLedger, 'claim' | 'record'>;
  readonly makeCall: Client['makeCall'];
  readonly pace: Pace;
  readonly clock: Clock;
  readonly concurrency: number;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  readonly stop: Stop;
  /** Told of every outcome, and how many seconds after the intent it came. */
  readonly onSettled: (entries: readonly Entry[], seconds: number) => void;
}

/** How often a request that certainly never arrived is sent before the run gives up. */
const MAX_TRIES = 5;

/**
 * Sends each request at most once, `concurrency` of them in flight. Rejects with the ledger's Fault when an intent cannot be made
 * durable: then that request was not sent, and nothing else is.
 */
export async function sendRequests(requests: readonly CallRequest[], context: SendContext): Promise<void> {
  const pending = requests.values();
  const worker = async (): Promise<void> => {
    // Each worker takes from the one iterator, so no request is taken twice.
    for (const request of pending) {
      if (context.stop.signal.aborted) return;
      await place(request, context);
    }
  };
  const workers = Array.from({ length: Math.min(context.concurrency, requests.length) }, () =>
    worker().catch((error: unknown) => {
      context.stop.now((error as Error).message);
      throw error;
    }),
  );
  // All of them, also after a failure: a request in flight must still be heard and recorded.
  const ended = await Promise.allSettled(workers);
  const failed = ended.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function place(request: CallRequest, context: SendContext): Promise<void> {
  const { pace, stop } = context;
  for (let tries = 1; await pace.next(request.calls.length, stop.signal); tries++) {
    // The run may have been stopped between the turn's coming and here.
    if (stop.signal.aborted) return;
    const verdict = await attempt(request, context);
    if (verdict.outcome === 'accepted') return;
    const hopeless = verdict.outcome === 'not_sent' && (!verdict.again || tries === MAX_TRIES);
    if (verdict.stop || hopeless) stop.now(verdict.error);
    // When the run was stopped meanwhile, the next turn does not come.
    if (verdict.outcome !== 'not_sent') return;
    pace.pause(verdict.afterMs ?? backoffMs(tries, context.random));
  }
}

/** Claim, send once, record. The claim is renewed for every try, so that the ledger always says what is true now. */
async function attempt(request: CallRequest, context: SendContext): Promise<Verdict> {
  const { ledger, clock, makeCall, stop } = context;
  const began = clock.now();
  const entries = claimsOf(request, clock.date());
  await ledger.claim(entries);
  const verdict: Verdict = stop.signal.aborted
    ? { outcome: 'not_sent', error: stop.why() ?? 'stopped', again: false }
    : await makeCall(request.body);
  const outcomes = outcomesOf(request, verdict, clock.date());
  // Told before it is written: what cannot be written must at least be shown.
  context.onSettled(outcomes, (clock.now() - began) / 1000);
  await ledger.record(outcomes);
  return verdict;
}

/** 1, 2, 4, 8 s, each up to half as long again. */
function backoffMs(tries: number, random: () => number): number {
  return 1000 * 2 ** (tries - 1) * (1 + random() / 2);
}
