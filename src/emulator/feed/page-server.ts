import type { IncomingMessage, ServerResponse } from 'node:http';
import { files } from '../generated/page-files.js';
import { isOwnHost } from '../http/own-host.js';
import { refused, type Reply } from '../http/reply.js';
import type { FeedSource } from './feed-source.js';
import { createFeed, type Every } from './feed.js';

/** Answers a request for the page itself, or gives the refusal to send; undefined for any other request. */
export type PageServer = (
  request: IncomingMessage,
  response: ServerResponse,
) => Reply | 'answered' | undefined;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Nothing is loaded from elsewhere, sent elsewhere or framed, and no text can become markup or a script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const FEED = '/events';

/** The page at `/` that shows the calls as they come. It needs no password, so it is shown to this machine alone. */
export function createPageServer(source: FeedSource, listening: string, every?: Every): PageServer {
  const feed = createFeed(source, every);
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const file = path === '/' ? 'index.html' : path.slice(1);
    const isPage = path === FEED || Object.hasOwn(files, file);
    if (!isPage || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
    if (!isOwnHost(request.headers.host, listening)) return foreignHost;
    if (path !== FEED) return sendFile(response, file);
    if (isFromElsewhere(request)) return foreignSite;
    if (request.method === 'GET') return feed.open(response, HEADERS) ?? 'answered';
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' }).end();
    return 'answered';
  };
}

const foreignHost = refused(
  403,
  'The page is shown under localhost, a loopback address or the host that the emulator was told to listen on, and under no other name.',
);

const foreignSite = refused(403, 'The feed is for the emulator’s own page, not for those of other sites.');

/** Browsers send this header; a request without it is not from a browser. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function sendFile(response: ServerResponse, file: string): 'answered' {
  const text = files[file] ?? '';
  response.writeHead(200, {
    ...HEADERS,
    'content-type': TYPES[file.split('.').at(-1) ?? ''],
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
  return 'answered';
}
