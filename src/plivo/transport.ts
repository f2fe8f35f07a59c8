import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import type { Readable } from 'node:stream';
// By the name of the Node build, because `agent` is nothing a browser knows.
import { fetch } from 'cross-fetch/dist/node-ponyfill.js';
import { createDial, type Route } from './connect.js';
import type { Credentials } from '../privacy/credentials.js';
import type { Exchange } from './exchange.js';
import { loginOf } from './proxy.js';
import { redactor, type Hide } from '../privacy/redact.js';
import { parseJson } from './reply-text.js';
import { parseRetryAfter } from './retry-after.js';

/** Sends requests to Plivo and tells what happened on the wire. It retries nothing, follows no redirect, and keeps no connection. */
export interface Transport {
  /** Sends one make-call request, once. Resolves also when that is trouble; no text in it holds the credentials. */
  readonly makeCall: (body: Readonly<Record<string, unknown>>) => Promise<Exchange>;
  /** Asks for what is at `path` below the account, such as `Call/?status=live`, once. */
  readonly get: (path: string) => Promise<Exchange>;
  /** Takes back the call of a request, once. Throws an Error for what cannot be a request_uuid. */
  readonly cancel: (requestUuid: string) => Promise<Exchange>;
}

export interface TransportOptions {
  /** As by parseOrigin. */
  readonly origin: string;
  readonly credentials: Credentials;
  /** URL, as by proxyFor. */
  readonly proxy?: string;
  /** Until a request could be written: name, TCP, proxy and TLS together. */
  readonly connectTimeoutMs?: number;
  /** From then on until the end of the reply's body. */
  readonly replyTimeoutMs?: number;
  readonly ca?: Route['ca'];
  readonly lookup?: LookupFunction;
  /** The time of day in ms, against which a date in Retry-After is read. */
  readonly now?: () => number;
}

/** Of a reply. The list of queued calls has no pages: this is room for 400,000. */
const MAX_BODY_BYTES = { GET: 16 * 1024 * 1024, POST: 1024 * 1024, DELETE: 1024 * 1024 };

/** The transport of one account's requests. */
export function createTransport(options: TransportOptions): Transport {
  const { origin, credentials } = options;
  const send = createSender(options);
  const account = `${origin}/v1/Account/${credentials.authId}/`;
  const headers = headersFor(credentials);
  return {
    makeCall: (body) =>
      send({
        method: 'POST',
        url: `${account}Call/`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    get: (path) => send({ method: 'GET', url: account + path, headers }),
    cancel: (requestUuid) => {
      // Of an empty id, or one of dots, a request for something else would become.
      if (!/^[\w-]{1,100}$/.test(requestUuid))
        throw new Error(`${JSON.stringify(requestUuid)} is no request_uuid`);
      return send({ method: 'DELETE', url: `${account}Request/${requestUuid}/`, headers });
    },
  };
}

function headersFor({ authId, authToken }: Credentials): Readonly<Record<string, string>> {
  return {
    authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString('base64')}`,
    accept: 'application/json',
    'user-agent': 'callplan',
  };
}

type Message = Pick<Request, 'method' | 'url' | 'headers' | 'body'>;

/** Sends each message on a connection of its own. */
function createSender(options: TransportOptions): (message: Message) => Promise<Exchange> {
  const { proxy, credentials, now = Date.now, connectTimeoutMs = 10_000, replyTimeoutMs = 60_000 } = options;
  const proxyUrl = proxy === undefined ? undefined : new URL(proxy);
  const { ca, lookup } = options;
  const dial = createDial({ origin: new URL(options.origin), proxy: proxyUrl, ca, lookup });
  const hide = redactor(credentials, proxyUrl ? [loginOf(proxyUrl)] : []);
  return async (message) => {
    const connection = await dial(connectTimeoutMs).catch(problemOf);
    const exchange: Exchange =
      typeof connection === 'string'
        ? { kind: 'unsent', problem: connection }
        : await converse(connection, { ...message, timeoutMs: replyTimeoutMs, now });
    return withoutSecrets(exchange, hide);
  };
}

interface Request {
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** From here on a failure proves nothing, whatever its cause. */
async function converse(socket: Socket, request: Request): Promise<Exchange> {
  const { timeoutMs } = request;
  const abort = new AbortController();
  const giveUp = (why: string): void => {
    // After what has already arrived was read: a machine that slept through the time-out may find the reply waiting, and the last of
    // a body comes a few ticks after its connection has closed.
    setImmediate(() => {
      abort.abort(why);
    });
  };
  const timer = setTimeout(giveUp, timeoutMs, `no complete reply within ${timeoutMs / 1000} s`);
  // node-fetch waits for ever for the rest of a body whose connection was closed.
  const closed = (): void => {
    giveUp('the connection was closed before the reply');
  };
  socket.once('close', closed);
  try {
    // On a dead socket Node's client would wait for a reply.
    if (socket.destroyed) throw new Error('the connection was closed before the request');
    return await post(socket, request, abort.signal);
  } catch (error) {
    return { kind: 'lost', problem: abort.signal.aborted ? String(abort.signal.reason) : problemOf(error) };
  } finally {
    clearTimeout(timer);
    socket.off('close', closed).destroy();
  }
}

async function post(
  socket: Socket,
  { url, method, headers, body, now }: Request,
  signal: AbortSignal,
): Promise<Exchange> {
  const reply = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    compress: false,
    ...(body !== undefined && { body }),
    agent: agentOn(socket, url),
    signal,
  });
  const retryAfterMs = parseRetryAfter(reply.headers.get('retry-after'), now());
  return {
    kind: 'reply',
    status: reply.status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(await readBody(reply.body, MAX_BODY_BYTES[method])),
  };
}

/** An agent that knows no other connection than this one, and asks to close it after the reply. */
function agentOn(socket: Socket, url: string): http.Agent {
  const agent = url.startsWith('https:') ? new https.Agent() : new http.Agent();
  return Object.assign(agent, { createConnection: () => socket });
}

async function readBody(stream: Readable, most: number): Promise<{ body: string; complete: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const read = (complete: boolean): { body: string; complete: boolean } => ({
    body: Buffer.concat(chunks).toString(),
    complete,
  });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) return read(false);
      chunks.push(chunk);
    }
    return read(true);
  } catch {
    return read(false);
  }
}

/**
 * Error pages like to repeat the request. Nothing that comes from the wire is kept or shown but by way of here. Where an id held a
 * secret no id is left: isUuid takes none with what stands in its place.
 */
function withoutSecrets(exchange: Exchange, hide: Hide): Exchange {
  if (exchange.kind !== 'reply') return { ...exchange, problem: hide(exchange.problem) };
  return { ...exchange, body: bodyWithoutSecrets(exchange.body, hide) };
}

/** JSON may be escaped any number of times over, so its texts are looked at when they are read. */
function bodyWithoutSecrets(body: string, hide: Hide): string {
  const json = parseJson(body);
  return hide(json === undefined ? body : JSON.stringify(json, (_, value: unknown) => hiddenIn(value, hide)));
}

/** A token of digits might come as a number. */
function hiddenIn(value: unknown, hide: Hide): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const shown = hide(String(value));
  return shown === String(value) ? value : shown;
}

/** What went wrong, without the address that node-fetch and the pointers that OpenSSL put around it; of several attempts, each. */
function problemOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(problemOf).join('; ');
  const message = (error instanceof Error ? error.message : String(error))
    .replace(/^request to \S+ failed, reason: /, '')
    .replace(/^[\dA-F]+:error:[\dA-F]+:([^:]*):[^:]*:([^:]*):.*$/s, '$1: $2');
  return message || 'the connection failed';
}
