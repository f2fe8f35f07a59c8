import * as net from 'node:net';
import * as tls from 'node:tls';
import { openTunnel } from './tunnel.js';

/** Where to, and by which way. */
export interface Route {
  readonly origin: URL;
  readonly proxy?: URL | undefined;
  /** PEM, trusted in place of the authorities that Node trusts. */
  readonly ca?: string | undefined;
  /** How names become addresses, by default as the system does it. */
  readonly lookup?: net.LookupFunction | undefined;
}

/**
 * Opens a connection to a route's origin and resolves when a request may be written to it: for https after the handshake and the check of
 * the certificate. Rejects with an Error when that fails or takes longer than `timeoutMs`; everything opened is then destroyed.
 * The request itself is unknown here, so a rejection proves that none of it was sent.
 */
export type Dial = (timeoutMs: number) => Promise<net.Socket>;

/** What the connections of one route have in common. */
interface Shared {
  /** Made once: to make it costs as much as half a handshake. */
  readonly context: tls.SecureContext;
  /** By host, what the last handshake left to shorten the next one. Nothing is ever sent before that one has ended as well. */
  readonly sessions: Map<string, Buffer>;
}

type Keep = <S extends net.Socket>(socket: S) => S;

/** Makes the connections of a route. Throws an Error when `ca` is no certificate. */
export function createDial(route: Route): Dial {
  const { ca } = route;
  const shared = { context: tls.createSecureContext(ca === undefined ? {} : { ca }), sessions: new Map() };
  return async (timeoutMs) => {
    const opened: net.Socket[] = [];
    const keep: Keep = (socket) => {
      opened.push(socket);
      return socket;
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no connection within ${timeoutMs / 1000} s`));
      }, timeoutMs);
    });
    try {
      return await Promise.race([dial(route, shared, keep), tooLate]);
    } catch (error) {
      for (const socket of opened) socket.destroy();
      // Whatever it was, it must not be for a session that the server has come to dislike.
      shared.sessions.clear();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

async function dial({ origin, proxy, lookup }: Route, shared: Shared, keep: Keep): Promise<net.Socket> {
  const host = origin.hostname.replace(/^\[|\]$/g, '');
  const port = Number(origin.port) || (origin.protocol === 'https:' ? 443 : 80);
  const socket = proxy
    ? await openTunnel(
        await dial({ origin: proxy, lookup }, shared, keep),
        proxy,
        `${origin.hostname}:${port}`,
      )
    : await ready(keep(net.connect({ host, port, noDelay: true, ...(lookup && { lookup }) })), 'connect');
  return origin.protocol === 'https:' ? secure(socket, host, shared, keep) : socket;
}

function secure(
  socket: net.Socket,
  host: string,
  { context, sessions }: Shared,
  keep: Keep,
): Promise<net.Socket> {
  const session = sessions.get(host);
  const secured = tls.connect({
    socket,
    host,
    servername: net.isIP(host) ? '' : host,
    ALPNProtocols: ['http/1.1'],
    // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED=0 would send the credentials to anybody.
    rejectUnauthorized: true,
    secureContext: context,
    ...(session && { session }),
  });
  secured.on('session', (next) => sessions.set(host, next));
  return ready(keep(secured), 'secureConnect');
}

/** The listener for errors stays for the socket's life: one that nobody hears would end the process. */
function ready(socket: net.Socket, event: 'connect' | 'secureConnect'): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once(event, () => {
      resolve(socket);
    });
  });
}
