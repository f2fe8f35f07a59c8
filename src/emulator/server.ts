import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { Fault } from '../diagnostics/fault.js';
import { historyOf, type CallHistory } from './calls/history.js';
import type { PlacedCall } from './core/placed-call.js';
import { createAccount } from './emulated-account.js';
import { createPageServer, type PageServer } from './feed/page-server.js';
import { refuseMalformed } from './http/malformed.js';
import { readBody } from './http/read-body.js';
import type { Reply } from './http/reply.js';
import type { ApiRequest } from './http/request.js';
import { sendReply } from './http/send-reply.js';
import type { EmulatorOptions } from './options.js';
import type { SavedCall } from './saved/saved-call.js';

export interface Emulator {
  /** Such as `http://127.0.0.1:43210`: what to use in place of `https://api.plivo.com`. */
  readonly origin: string;
  readonly port: number;
  /** The newest 100,000 destinations taken, oldest first: a copy, made at every use. */
  readonly calls: readonly PlacedCall[];
  /** What has happened to each of them until now: a copy, made at every use. Reading it never moves time, even at the speed `max`. */
  readonly history: readonly CallHistory[];
  /** All calls as they are now, oldest first, for {@link EmulatorOptions.saved} of a later emulator. */
  readonly save: () => Iterable<SavedCall>;
  /** Stops at once, and closes all connections; may be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a server that answers like Plivo and calls nobody: make-call, with each parameter checked as Plivo documents it, and all that
 * reads calls back or ends them. In between calls ring, are answered and end, in the emulator's time. Callback URLs are checked, and
 * requested only with `callbacks`.
 * @throws Fault `port` when it cannot listen there, `scenario-refused` for an invalid scenario, `setting-invalid` when callbacks cannot
 * be sent as the options ask for.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { host = '127.0.0.1', uuid = randomUUID } = options;
  const { api, switchboard, feedSource, save, close: endCallbacks } = createAccount(options, uuid);
  const page = options.page ? createPageServer(feedSource, host) : undefined;
  const server = createServer(limits(options.requestTimeoutMs ?? 30_000), listener(api, uuid, page));
  server.on('clientError', (error, socket) => {
    refuseMalformed(error, socket, uuid());
  });
  const port = await listen(server, host, options.port ?? 0);
  // Callbacks of saved calls begin to be waited for.
  switchboard.advance();
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    get calls() {
      return switchboard.newest().map(({ placed }) => placed);
    },
    get history() {
      switchboard.advance();
      return switchboard.newest().map((call) => historyOf(call, switchboard.now()));
    },
    save,
    close: () => {
      endCallbacks();
      return close(server);
    },
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

function listener(
  api: (request: ApiRequest) => Reply,
  uuid: () => string,
  page: PageServer | undefined,
): RequestListener {
  return (request, response) => {
    readBody(request, (body) => {
      // The next request on the connection was malformed, and its refusal closed it. This one could not be answered: leave it undone.
      if (!request.socket.writable) return;
      if (body === undefined) response.setHeader('connection', 'close');
      const shown = body && page?.(request, response);
      if (shown !== 'answered') sendReply(response, shown ?? api(apiRequest(request, body)), uuid());
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
