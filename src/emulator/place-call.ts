import { parseJsonBody } from './json-body.js';
import { readMakeCall, type MakeCall } from './make-call.js';
import { refused, type Reply } from './reply.js';
import type { Handler } from './request.js';

/** `POST /Call/`: make-call. */
export function placeCall(dial: (call: MakeCall, bodyBytes: number) => Reply): Handler {
  return (_target, { contentType, body }) => {
    const json = parseJsonBody(contentType, body);
    if ('refusal' in json) return json.refusal;
    const call = readMakeCall(json.object);
    return 'problem' in call ? refused(400, call.problem) : dial(call, body?.length ?? 0);
  };
}
