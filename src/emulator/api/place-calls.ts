import type { Switchboard } from '../calls/switchboard.js';
import { withoutPlus } from '../core/destination.js';
import type { PlacedCall } from '../core/placed-call.js';
import { parseJsonBody } from '../http/json-body.js';
import { noContent, refused, type Reply } from '../http/reply.js';
import type { Handler } from '../http/request.js';
import type { FailureFor } from '../scenario/injected-failures.js';
import { parseMakeCallRequest, type MakeCallRequest } from './make-call-request.js';

interface Surroundings {
  readonly switchboard: Pick<Switchboard, 'admit' | 'place'>;
  /** The beginnings of numbers, and the numbers and SIP URIs, that must not be called. */
  readonly barredCountries: readonly string[];
  readonly barredNumbers: readonly string[];
  readonly failureFor: FailureFor;
  readonly uuid: () => string;
  /** Another uuid for the call itself, or the request's again. */
  readonly callUuid: (requestUuid: string) => string;
  readonly onCall: (call: PlacedCall) => void;
}

/** `POST /Call/`: make-call. Failures are injected only into requests that would be carried out. */
export function placeCalls(around: Surroundings): Handler {
  const refuseBarred = createBarring(around.barredCountries, around.barredNumbers);
  return (_url, { contentType, body }) => {
    const json = parseJsonBody(contentType, body);
    if ('refusal' in json) return json.refusal;
    const request = parseMakeCallRequest(json.object);
    if ('problem' in request) return refused(400, request.problem);
    const usual = (): Reply =>
      refuseBarred(request.destinations) ?? place(around, request, body?.length ?? 0);
    const failure = around.failureFor(request.destinations);
    if (failure === undefined) return usual();
    const reply = failure.placed ? usual() : noContent;
    return { ...(failure.reply ?? reply), delivery: failure.delivery };
  };
}

/**
 * Takes a checked request's destinations, each once. The reply is Plivo's: `fired`, or `queued` when others wait already or not all
 * of them fit into the account's calls per second. A bulk request is answered as a whole, but leaves the queue call by call.
 */
function place(around: Surroundings, request: MakeCallRequest, bodyBytes: number): Reply {
  const { from, destinations, parameters, ignored } = request;
  const queued = !around.switchboard.admit(destinations.length);
  const calls = destinations.map((to): PlacedCall => {
    const requestUuid = around.uuid();
    return { requestUuid, callUuid: around.callUuid(requestUuid), from, to, queued, parameters, ignored };
  });
  around.switchboard.place(calls, bodyBytes);
  calls.forEach((call) => {
    around.onCall(call);
  });
  return request.asynchronous ? spawned : placed(calls, request.bulk, queued);
}

const spawned: Reply = { status: 202, body: { message: 'async api spawned' } };

function placed(calls: readonly PlacedCall[], bulk: boolean, queued: boolean): Reply {
  const uuids = calls.map(({ requestUuid }) => requestUuid);
  return {
    status: queued ? 200 : 201,
    body: {
      message: `${bulk ? 'calls' : 'call'} ${queued ? 'queued' : 'fired'}`,
      request_uuid: bulk ? uuids : (uuids[0] ?? ''),
    },
  };
}

/** Refuses a request if one of its destinations must not be called: then none of them is. */
function createBarring(
  countries: readonly string[],
  numbers: readonly string[],
): (destinations: readonly string[]) => Reply | undefined {
  const codes = countries.map(withoutPlus);
  const barred = new Set(numbers.map(withoutPlus));
  if (codes.length === 0 && barred.size === 0) return () => undefined;
  return (destinations) => {
    const called = destinations.map(withoutPlus);
    if (called.some((number) => codes.some((code) => number.startsWith(code)))) return countryBarred;
    return called.some((number) => barred.has(number)) ? numberBarred : undefined;
  };
}

const countryBarred = refused(403, 'Calls to this destination country are barred');
const numberBarred = refused(403, 'Calls to this destination number are barred');
