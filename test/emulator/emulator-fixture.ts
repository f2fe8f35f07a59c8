import { connect } from 'node:net';
import type { EmulatorOptions } from '../../src/emulator/options.js';
import { startEmulator, type Emulator } from '../../src/emulator/server.js';
import type { Scope } from '../harness/spec.js';

export const credentials = { authId: 'MAXXXXXXXXXXXXXXXXXX', authToken: 'a-token:with-a-colon' };
export const path = `/v1/Account/${credentials.authId}/Call/`;
export const authorization = `Basic ${Buffer.from(`${credentials.authId}:${credentials.authToken}`).toString('base64')}`;

export const json = { 'content-type': 'application/json' };

/** The smallest body that is accepted. */
export const least = {
  from: '+14152224444',
  to: '+14152223333',
  answer_url: 'https://s3.amazonaws.com/plivosamplexml/play_url.xml',
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Emulated extends Emulator {
  /** Sends a body, with the right path, credentials and type unless told otherwise. */
  readonly post: (body: unknown, init?: RequestInit & { path?: string }) => Promise<Answer>;
  /** Asks for a path below the account's, such as `Call/?limit=1`. */
  readonly get: (below?: string) => Promise<Answer>;
  readonly delete: (below: string) => Promise<Answer>;
}

/** An emulator that ends with the test. */
export async function emulated(
  scope: Pick<Scope, 'defer'>,
  options: Partial<EmulatorOptions> = {},
): Promise<Emulated> {
  const emulator = await startEmulator({ credentials, ...options });
  scope.defer(emulator.close);
  const send = async (at: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(emulator.origin + at, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
    };
  };
  const below =
    (method: string) =>
    (resource = ''): Promise<Answer> =>
      send(`/v1/Account/${credentials.authId}/${resource}`, { method, headers: { authorization } });
  const post: Emulated['post'] = (body, init = {}) =>
    send(init.path ?? path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body:
        typeof body === 'string'
          ? body
          : body instanceof Uint8Array
            ? Uint8Array.from(body)
            : JSON.stringify(body),
      ...init,
    });
  // Getters must not be read once and for all.
  const descriptors = Object.getOwnPropertyDescriptors(emulator);
  const all = Object.defineProperties({}, descriptors) as Emulator;
  return Object.assign(all, { post, get: below('GET'), delete: below('DELETE') });
}

/** Writes raw bytes to a port and gives what came back until the other side closed; a reset counts as closed. */
export function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received);
    });
  });
}

/** A request as raw text. */
export function rawRequest(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = {
    host: 'localhost',
    authorization,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
