import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallbackAttempt } from '../../../src/emulator/core/callback-attempt.js';
import type { EmulatorOptions } from '../../../src/emulator/options.js';
import type { Scope } from '../../harness/spec.js';
import { clocked, NOON, type Clocked } from '../clock-fixture.js';

/** A request that a callback's server got. */
export interface Received {
  readonly method: string;
  /** As the server sees it: path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Of the form, or of the query. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a server does with a request; nothing at all, if it likes. */
export type Respond = (request: Received, response: ServerResponse) => void;

export const xml: Respond = (_request, response) => {
  response.setHeader('content-type', 'application/xml').end('<Response><Speak>Hello</Speak></Response>');
};

export const status =
  (code: number): Respond =>
  (_request, response) => {
    response.writeHead(code).end();
  };

export interface Backend {
  readonly origin: string;
  readonly received: Received[];
  /** Connections that were opened. */
  readonly connections: () => number;
}

/** A server on loopback that ends with the test. */
export async function backend(scope: Pick<Scope, 'defer'>, respond: Respond): Promise<Backend> {
  const received: Received[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const form = method === 'POST' ? new URLSearchParams(body) : new URL(url, 'http://x').searchParams;
      const one = { method, path: url, headers, body, fields: Object.fromEntries(form) };
      received.push(one);
      respond(one, response);
    });
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  scope.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, received, connections: () => connections };
}

export interface CalledBack extends Omit<Clocked, 'at'> {
  /** Moves the clock second by second, and rings every timer that is due. */
  readonly until: (seconds: number) => void;
  /** Resolves when so many attempts have ended, with all of them. */
  readonly attempts: (count: number) => Promise<readonly CallbackAttempt[]>;
  /** Of timers, the seconds after noon when they are due. */
  readonly timers: () => number[];
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clocked emulator with callbacks: calls ring after 1 s, are answered at 6 s and end at 36 s unless told otherwise. */
export async function calledBack(
  scope: Pick<Scope, 'defer'>,
  options: Partial<EmulatorOptions> = {},
  start = 0,
): Promise<CalledBack> {
  const timers = new Set<Timer>();
  const ended: CallbackAttempt[] = [];
  let present = NOON + start * 1000;
  let tell = (): void => undefined;
  const emulator = await clocked(scope, {
    callbacks: true,
    clock: () => present,
    startTimer: (ms, run) => {
      const timer = { at: present + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onCallback: (attempt) => {
      ended.push(attempt);
      tell();
    },
    ...options,
  });
  const until = (seconds: number): void => {
    const end = NOON + seconds * 1000;
    for (;;) {
      const [next] = [...timers].sort((one, other) => one.at - other.at);
      if (next === undefined || next.at > end) break;
      timers.delete(next);
      present = Math.max(present, next.at);
      next.run();
    }
    present = end;
  };
  return Object.assign(emulator, {
    until,
    timers: () => [...timers].map(({ at }) => (at - NOON) / 1000),
    attempts: async (count: number) => {
      await new Promise<void>((resolve) => {
        tell = () => {
          if (ended.length >= count) resolve();
        };
        tell();
      });
      return ended;
    },
  });
}

/** An attempt in short: `answer_url 2: answered 500`. */
export function told({ parameter, attempt, status: code, problem }: CallbackAttempt): string {
  return `${parameter} ${attempt}: ${problem ?? String(code)}`;
}

/** How a call ends whose server could not be asked. */
export const unreachable = 'ended 7 7011 Error Reaching Answer URL Error';

/** Plays one call whose answer is asked for at 6 s, and gives its attempts in short, with how it ended. */
export async function played(
  scope: Pick<Scope, 'defer'>,
  parameters: object,
  count: number,
): Promise<{ readonly attempts: string[]; readonly end: string; readonly emulator: CalledBack }> {
  const emulator = await calledBack(scope);
  await emulator.call(parameters);
  emulator.until(7);
  const attempts = (await emulator.attempts(count)).map(told);
  // The call is ended by what follows the last attempt.
  await new Promise(setImmediate);
  const end = emulator.story().at(-1) ?? '';
  return { attempts, end, emulator };
}
