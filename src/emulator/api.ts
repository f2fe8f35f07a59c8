import { parseJsonBody } from './json-body.js';
import { readMakeCall, type MakeCall } from './make-call.js';
import { refused, type Reply } from './reply.js';
import type { SlidingWindow } from './window.js';

/** A whole request, as far as the API looks at it. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Undefined when it was too large to be read. */
  readonly body: Buffer | undefined;
}

interface Surroundings {
  readonly isAuthorized: (account: string, authorization: string | undefined) => boolean;
  readonly requestRate: SlidingWindow;
  readonly dial: (call: MakeCall, bodyBytes: number) => Reply;
}

const MAKE_CALL = /^\/v1\/Account\/([^/?]+)\/Call\/(?:\?.*)?$/;

/** The API: from a request to its reply. */
export function createApi(around: Surroundings): (request: ApiRequest) => Reply {
  return (request) => {
    const account = MAKE_CALL.exec(request.url)?.[1];
    if (account === undefined) return unknownPath;
    if (request.method !== 'POST') return wrongMethod;
    if (!around.isAuthorized(account, request.authorization)) return unauthorized;
    if (!around.requestRate.take(1)) return tooManyRequests(around.requestRate.waitMs());
    return makeCall(request, around.dial);
  };
}

function makeCall({ contentType, body }: ApiRequest, dial: Surroundings['dial']): Reply {
  const json = parseJsonBody(contentType, body);
  if ('refusal' in json) return json.refusal;
  const call = readMakeCall(json.object);
  return 'problem' in call ? refused(400, call.problem) : dial(call, body?.length ?? 0);
}

const unknownPath = refused(
  404,
  'There is nothing at this URL. The emulator knows /v1/Account/{auth_id}/Call/, with the slash at its end.',
);

const wrongMethod = refused(405, 'This URL takes POST only.', { allow: 'POST' });

const unauthorized = refused(
  401,
  'The auth id and auth token sent with the request do not open the account that the URL names.',
  { 'www-authenticate': 'Basic realm="callplan emulator"' },
);

function tooManyRequests(waitMs: number): Reply {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return refused(429, `Too many requests: wait ${seconds} s.`, { 'retry-after': String(seconds) });
}
