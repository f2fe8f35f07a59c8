import { readFileSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { createTransport, type Transport, type TransportOptions } from '../../src/plivo/transport.js';
import type { Scope } from '../harness/spec.js';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'tls', name), 'utf8');

export const cert = read('cert.pem');
const key = read('key.pem');

export const credentials = { authId: 'MA0123456789ABCDWXYZ', authToken: 'tok3n+/=of40characters' };

/** What a server does, byte by byte. For a secure one, sockets carry what TLS has deciphered. */
export interface Behaviour {
  readonly secure?: boolean;
  readonly onConnection?: (socket: net.Socket) => void;
  /** Once a request has arrived whole. Without it, silence. */
  readonly onRequest?: (socket: net.Socket, request: string) => void;
}

export interface Peer {
  readonly port: number;
  readonly origin: string;
  /** TCP connections that were opened. */
  readonly connections: () => number;
  /** Every byte that arrived on a connection that was ready for a request, by connection. */
  readonly received: readonly string[];
  /** The requests that arrived whole. */
  readonly requests: readonly string[];
  /** Resolves when the other side has closed every connection. */
  readonly abandoned: () => Promise<void>;
}

/** The TCP connection under a TLS one. */
const carriers = new WeakMap<net.Socket, net.Socket>();

/** Cuts a connection without a goodbye. */
export function reset(socket: net.Socket): void {
  (carriers.get(socket) ?? socket).resetAndDestroy();
}

/** A server on 127.0.0.1 that knows no HTTP but what the test writes, and counts what really arrives. */
export async function listen(scope: Scope, behaviour: Behaviour = {}): Promise<Peer> {
  const sockets: net.Socket[] = [];
  const received: string[] = [];
  const requests: string[] = [];
  const serve = (socket: net.Socket): void => {
    const index = received.push('') - 1;
    carriers.set(socket, sockets.find(({ remotePort }) => remotePort === socket.remotePort) ?? socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const request = (received[index] ?? '') + chunk.toString();
      received[index] = request;
      if (!isWhole(request)) return;
      requests.push(request);
      behaviour.onRequest?.(socket, request);
    });
    behaviour.onConnection?.(socket);
  };
  const server = behaviour.secure
    ? tls.createServer({ cert, key, ALPNProtocols: ['h2', 'http/1.1'] }, serve)
    : net.createServer(serve);
  server.on('connection', (socket: net.Socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  const port = await bound(scope, server, sockets);
  return {
    port,
    origin: `http${behaviour.secure ? 's' : ''}://127.0.0.1:${port}`,
    connections: () => sockets.length,
    received,
    requests,
    abandoned: async () => {
      await Promise.all(sockets.map(closed));
    },
  };
}

async function bound(scope: Scope, server: net.Server, sockets: readonly net.Socket[]): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}

/** Nobody listens there: a request for any free port is given a higher one. */
export const CLOSED_PORT = 1;

async function closed(socket: net.Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}

function isWhole(request: string): boolean {
  const [head = '', body] = request.split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head)?.[1] ?? '0';
  return body?.length === Number(length);
}

/** A server that answers every request with these bytes and hangs up, or with `open` waits. */
export function answer(bytes: string, { open = false } = {}): Behaviour {
  return {
    onRequest: (socket) => {
      if (open) socket.write(bytes);
      else socket.end(bytes);
    },
  };
}

/** A proxy's word that the tunnel is there. */
export const connected = 'HTTP/1.1 200 Connection established\r\n\r\n';

/** A proxy that leads every CONNECT to one server, which alone sees what is inside. */
export function leadingTo(server: Peer, greeting = connected): Behaviour {
  return {
    onRequest: (socket) => {
      const onward = net.connect(server.port, '127.0.0.1', () => {
        socket.removeAllListeners('data');
        socket.write(greeting);
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      // A pipe that has lost its end no longer reads, and would miss that the client hangs up.
      onward.on('close', () => socket.resume());
      socket.on('close', () => onward.destroy());
    },
  };
}

/** An HTTP reply with a Content-Length. */
export function reply(status: number, body = '', headers = ''): string {
  return `HTTP/1.1 ${status} Words\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}

export const fired = JSON.stringify({ message: 'call fired', request_uuid: 'uuid-1', api_id: 'api-1' });

export const call = { from: '+14152224444', to: '+14152223333' };

/** A client for a server's origin, which trusts its certificate. */
export function clientOf(
  { origin }: Pick<Peer, 'origin'>,
  options: Partial<TransportOptions> = {},
): Transport {
  return createTransport({ origin, credentials, ca: cert, ...options });
}

/** A lookup that finds this machine under every name. */
export const here: net.LookupFunction = (_, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};
