import type { Switchboard } from '../calls/switchboard.js';
import type { PlacedCall } from '../core/placed-call.js';
import type { Reply } from '../http/reply.js';
import type { MakeCall } from './make-call.js';

interface Surroundings {
  readonly switchboard: Pick<Switchboard, 'admit' | 'place'>;
  readonly barred: (destinations: readonly string[]) => Reply | undefined;
  readonly uuid: () => string;
  /** Another uuid for the call itself, or the request's again. */
  readonly callUuid: (requestUuid: string) => string;
  readonly onCall: (call: PlacedCall) => void;
}

/**
 * Takes a checked request's destinations, each once, and says so as Plivo does: fired, or queued when others wait already or they do
 * not all fit into the account's calls of the last second. A bulk request is answered as a whole, but leaves the queue call by call.
 */
export function createDialler(around: Surroundings): (request: MakeCall, bodyBytes: number) => Reply {
  return (request, bodyBytes) => {
    const { from, destinations, parameters, ignored } = request;
    const refusal = around.barred(destinations);
    if (refusal) return refusal;
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
  };
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
