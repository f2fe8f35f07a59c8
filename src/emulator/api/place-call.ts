import { parseJsonBody } from '../http/json-body.js';
import { refused, type Reply } from '../http/reply.js';
import type { Handler } from '../http/request.js';
import type { FaultFor } from '../scenario/injected-failures.js';
import { readMakeCall, type MakeCall } from './make-call.js';

/** `POST /Call/`: make-call. The scenario's faults meet only requests that would be carried out. */
export function placeCall(dial: (call: MakeCall, bodyBytes: number) => Reply, faultFor: FaultFor): Handler {
  return (_target, { contentType, body }) => {
    const json = parseJsonBody(contentType, body);
    if ('refusal' in json) return json.refusal;
    const call = readMakeCall(json.object);
    if ('problem' in call) return refused(400, call.problem);
    const place = (): Reply => dial(call, body?.length ?? 0);
    const fault = faultFor(call.destinations);
    if (fault === undefined) return place();
    const usual = fault.placed ? place() : unplaced;
    return { ...(fault.reply ?? usual), delivery: fault.delivery };
  };
}

/** Of a request that nothing came of and whose connection is reset before anything is said. */
const unplaced: Reply = { status: 204 };
