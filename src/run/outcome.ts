import type { Call } from '../calls/expand.js';
import type { CallRequest } from '../calls/request.js';
import type { Entry } from '../ledger/entry.js';
import type { Verdict } from '../plivo/reply.js';

/** The entries that say "on its way", to be on disk before the request leaves. */
export function claimsOf(request: CallRequest, at: Date): Entry[] {
  return request.calls.map((call) => ({ ...base(call, at), state: 'sending' }));
}

/** The entries that say what became of a claimed request. */
export function outcomesOf(request: CallRequest, verdict: Verdict, at: Date): Entry[] {
  const facts = factsOf(request, verdict);
  // Not by two spreads: V8 gives what comes of them a hidden class of its own, which for 100,000 entries takes 50 MB.
  return request.calls.map((call, index) => Object.assign(base(call, at), facts(index)));
}

/** A server that is not Plivo may answer with any three digits. */
function isStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 100 && status <= 599;
}

function base(
  { edition, id, to, parameters, digest }: Call,
  at: Date,
): Pick<Entry, 'edition' | 'id' | 'to' | 'from' | 'digest' | 'at'> {
  return { edition, id, to, from: String(parameters['from']), digest, at: at.toISOString() };
}

type Facts = Pick<Entry, 'state' | 'status' | 'message' | 'request_uuid' | 'error'>;

function factsOf(request: CallRequest, verdict: Verdict): (index: number) => Facts {
  if (verdict.outcome === 'accepted') return acceptedFacts(request, verdict);
  const { outcome, error, status } = verdict;
  const facts: Facts = { state: outcome, ...(isStatus(status) ? { status } : {}), error };
  return () => facts;
}

/**
 * A bulk reply lists its request_uuids in the order of the destinations. When it lists another number of them, nobody can tell which
 * calls were placed; when it lists none, all were, and their ids are unknown.
 */
function acceptedFacts(
  request: CallRequest,
  verdict: Extract<Verdict, { outcome: 'accepted' }>,
): (index: number) => Facts {
  const { status, message, requestUuids } = verdict;
  const named = requestUuids.length;
  const sent = request.calls.length;
  if (named > 0 && named !== sent) {
    const error = `Plivo answered ${sent} calls with ${named} request_uuids: ${requestUuids.slice(0, 5).join(', ')}`;
    return () => ({ state: 'in_doubt', status, error });
  }
  return (index) => {
    const uuid = requestUuids[index];
    return { state: 'accepted', status, message, ...(uuid === undefined ? {} : { request_uuid: uuid }) };
  };
}
