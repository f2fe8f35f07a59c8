import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { Fault } from '../diagnostics/fault.js';
import { createApi, type ApiRequest } from './api.js';
import { createAuthorization, type Credentials } from './authorization.js';
import { createDialler } from './dialler.js';
import { refuseMalformed } from './malformed.js';
import { createPlacedCalls, type PlacedCall } from './placed-calls.js';
import { readBody } from './read-body.js';
import { encodeBody, type Reply } from './reply.js';
import { createSlidingWindow } from './window.js';

export interface EmulatorOptions {
  readonly credentials: Credentials;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** Destinations that are fired within any second; the others are answered as queued. Default 2, as for a new Plivo account. */
  readonly callsPerSecond?: number;
  /**
   * Authorized requests that are answered within any 5 s; the others get 429. Plivo's figure is 300, but the default is Infinity,
   * since the emulator is also the ground on which senders are measured with the limit lifted.
   */
  readonly requestsPer5s?: number;
  /** How long a request may take to arrive, in ms, headers and body together. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds on a clock that never goes back. Default `performance.now`. */
  readonly now?: () => number;
  /** Default `crypto.randomUUID`. */
  readonly uuid?: () => string;
  /** Told every destination when it is taken, before the reply is sent. It must not throw. */
  readonly onCall?: (call: PlacedCall) => void;
}

export interface Emulator {
  /** Such as `http://127.0.0.1:43210`: what to use in place of `https://api.plivo.com`. */
  readonly origin: string;
  readonly port: number;
  /** The newest 100,000 destinations taken, oldest first: a copy, made at every use. */
  readonly calls: readonly PlacedCall[];
  /** Stops at once, whatever is still connected; may be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a Plivo of our own: `POST /v1/Account/{auth_id}/Call/`, checked parameter by parameter as Plivo documents it, replies in
 * Plivo's shapes. It calls nobody and sends nothing: the callback URLs are checked and never requested.
 * @throws Fault `port` when it cannot listen there.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { host = '127.0.0.1', now = () => performance.now(), uuid = randomUUID } = options;
  const placedCalls = createPlacedCalls();
  const api = createApi({
    isAuthorized: createAuthorization(options.credentials),
    requestRate: createSlidingWindow(options.requestsPer5s ?? Infinity, 5000, now),
    dial: createDialler({
      callsPerSecond: createSlidingWindow(options.callsPerSecond ?? 2, 1000, now),
      placedCalls,
      uuid,
      onCall: options.onCall ?? (() => undefined),
    }),
  });
  const server = createServer(limits(options.requestTimeoutMs ?? 30_000), listener(api, uuid));
  server.on('clientError', (error, socket) => {
    refuseMalformed(error, socket, uuid());
  });
  const port = await listen(server, host, options.port ?? 0);
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    get calls() {
      return placedCalls.newest();
    },
    close: () => close(server),
  };
}

function limits(requestTimeoutMs: number): Parameters<typeof createServer>[0] {
  return {
    maxHeaderSize: 16 * 1024,
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 4),
  };
}

function listener(api: (request: ApiRequest) => Reply, uuid: () => string): RequestListener {
  return (request, response) => {
    readBody(request, (body) => {
      // What followed on the connection was malformed and has been answered so: this request must not be carried out in silence.
      if (!request.socket.writable) return;
      const reply = api(apiRequest(request, body));
      const text = encodeBody(reply, uuid());
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        ...(body === undefined ? { connection: 'close' } : undefined),
        ...reply.headers,
      });
      response.end(text);
    });
  };
}

function apiRequest(
  { method = '', url = '', headers }: IncomingMessage,
  body: Buffer | undefined,
): ApiRequest {
  return { method, url, authorization: headers.authorization, contentType: headers['content-type'], body };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown): void => {
      const problem = cause instanceof Error ? cause.message : String(cause);
      reject(new Fault('port', { host, port, problem }, cause));
    };
    server.once('error', refuse);
    try {
      server.listen(port, host, () => {
        server.off('error', refuse);
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    } catch (cause) {
      refuse(cause);
    }
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
