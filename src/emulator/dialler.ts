import type { MakeCall } from './make-call.js';
import type { PlacedCall, PlacedCalls } from './placed-calls.js';
import type { Reply } from './reply.js';
import type { SlidingWindow } from './window.js';

interface Surroundings {
  readonly callsPerSecond: SlidingWindow;
  readonly placedCalls: PlacedCalls;
  readonly uuid: () => string;
  readonly onCall: (call: PlacedCall) => void;
}

/**
 * Takes a checked request's destinations, each once, and says so as Plivo does: fired, or queued when they do not all fit into the
 * account's calls of the last second.
 *
 * Simpler than Plivo: a bulk request is fired or queued as a whole (so one of more destinations than the calls per second is always
 * queued), and what is queued stays so and never counts against the rate, since nothing rings here.
 */
export function createDialler(around: Surroundings): (request: MakeCall, bodyBytes: number) => Reply {
  return (request, bodyBytes) => {
    const { from, destinations, parameters } = request;
    const queued = !around.callsPerSecond.take(destinations.length);
    const calls = destinations.map((to) => ({ requestUuid: around.uuid(), from, to, queued, parameters }));
    around.placedCalls.add(calls, bodyBytes);
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
