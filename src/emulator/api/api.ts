import type { SlidingWindow } from '../core/sliding-window.js';
import { refused, type Reply } from '../http/reply.js';
import type { ApiRequest, ResourceUrl } from '../http/request.js';
import type { Resources } from './resources.js';

interface Surroundings {
  readonly isAuthorized: (account: string, authorization: string | undefined) => boolean;
  readonly resources: Resources;
  /** Counts make-calls, and all other requests. */
  readonly rates: { readonly makeCall: SlidingWindow; readonly others: SlidingWindow };
  /** In ms, on the clock that the rates are counted by. */
  readonly clock: () => number;
}

const PATH = /^\/v1\/Account\/([^/?]+)\/(\/|[A-Z][A-Za-z]*\/)?(?:([^/?]+)(\/?))?(?:\?(.*))?$/s;

/** The API: from a request to its reply. */
export function createApi({
  isAuthorized,
  resources,
  rates,
  clock,
}: Surroundings): (request: ApiRequest) => Reply {
  return (request) => {
    const [, account = '', name = '', id, slash = '', query = ''] = PATH.exec(request.url) ?? [];
    const path = name + (id === undefined ? '' : `*${slash}`);
    const resource = account === '' ? undefined : resources.get(path);
    if (resource === undefined) return unknownPath;
    const handle = resource.get(request.method);
    if (handle === undefined) return wrongMethod([...resource.keys()]);
    if (!isAuthorized(account, request.authorization)) return unauthorized;
    const rate = request.method === 'POST' ? rates.makeCall : rates.others;
    const now = clock();
    if (!rate.take(1, now)) return tooManyRequests(rate.freeAt(now) - now);
    return handle(resourceUrl(id, query), request);
  };
}

const unknownPath = refused(
  404,
  'There is nothing at this URL. Below /v1/Account/{auth_id}/ the emulator knows Call/, Call/{uuid}/, Request/{uuid}/, ' +
    'Number/{number}/ and Pricing/, each with the slash at its end.',
);

function wrongMethod(methods: readonly string[]): Reply {
  const allow = methods.join(', ');
  return refused(405, `This URL takes ${allow} only.`, { allow });
}

const unauthorized = refused(
  401,
  'The auth id and auth token sent with the request do not open the account that the URL names.',
  { 'www-authenticate': 'Basic realm="callplan emulator"' },
);

function tooManyRequests(waitMs: number): Reply {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return refused(429, `Too many requests: wait ${seconds} s.`, { 'retry-after': String(seconds) });
}

const bareUrl: ResourceUrl = { id: '', query: new URLSearchParams() };

/** One object for all make-calls, which have none. */
function resourceUrl(id: string | undefined, query: string): ResourceUrl {
  if (id === undefined && query === '') return bareUrl;
  return { id: decode(id ?? ''), query: new URLSearchParams(query) };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
