import { fork, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ask } from '../../harness/ask.js';
import type { Scope } from '../../harness/spec.js';
import { leadingTo, listen, type Peer } from '../../plivo/peer.js';
import { credentials, type Emulated } from '../emulator-fixture.js';

/** What the SDK made of an answer: its own class's name, and what is in it. */
export interface Parsed {
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly meta?: unknown;
}

/** An error that the SDK threw; without a status and id where it threw what is none of Plivo's own. */
export interface Thrown {
  readonly type: string;
  readonly message: string;
  readonly status?: number;
  readonly apiID?: string;
}

export interface Sdk {
  /** Calls a method of one of its client's interfaces, such as `calls`. */
  readonly does: (face: string, method: string, ...args: readonly unknown[]) => Promise<Parsed>;
  readonly fails: (face: string, method: string, ...args: readonly unknown[]) => Promise<Thrown>;
  /** The first lines of all requests that it made. */
  readonly requests: () => readonly string[];
  /** The hosts for which it asked the proxy. */
  readonly hosts: () => ReadonlySet<string>;
}

const certificate = join(import.meta.dirname, '..', '..', 'plivo', 'tls', 'cert.pem');
let running: ChildProcess | undefined;

/**
 * The official SDK, for which an emulator is Plivo: the host it calls is fixed, so a proxy leads it from `api.plivo.com:443` to the
 * emulator, which stands behind a certificate of that name. It can reach nothing but 127.0.0.1.
 */
export async function sdkFor(
  scope: Scope,
  emulator: Emulated,
  authToken = credentials.authToken,
): Promise<Sdk> {
  const plivo = await listen(scope, {
    secure: true,
    onConnection: (socket) => {
      const onward = connect(emulator.port, '127.0.0.1');
      onward.on('error', () => socket.destroy());
      socket.on('close', () => onward.destroy());
      socket.pipe(onward).pipe(socket);
    },
  });
  const proxy = await listen(scope, leadingTo(plivo));
  const order = { authId: credentials.authId, authToken, proxy: proxy.origin };
  const perform = (face: string, method: string, args: readonly unknown[]): Promise<object> =>
    ask((running ??= start()), { ...order, interface: face, method, args });
  return {
    does: async (face, method, ...args) => {
      const result = await perform(face, method, args);
      if ('thrown' in result) throw new Error(`${face}.${method}: ${JSON.stringify(result.thrown)}`);
      return result as Parsed;
    },
    fails: async (face, method, ...args) => {
      const result = await perform(face, method, args);
      if ('thrown' in result) return result.thrown as Thrown;
      throw new Error(`${face}.${method} did not fail`);
    },
    requests: () => plivo.requests.map((request) => request.slice(0, request.indexOf(' HTTP/'))),
    hosts: () => hostsOf(proxy),
  };
}

function hostsOf(proxy: Peer): Set<string> {
  return new Set(proxy.requests.map((request) => /^CONNECT (\S+)/.exec(request)?.[1] ?? request));
}

/** To start the SDK takes longer than all that it is asked for, so one process serves every test. */
function start(): ChildProcess {
  return fork(join(import.meta.dirname, 'sdk-process.cjs'), {
    execArgv: ['--no-deprecation', '--require', join(import.meta.dirname, 'loopback-only.cjs')],
    env: { NODE_EXTRA_CA_CERTS: certificate },
  });
}
