import type { ServerResponse } from 'node:http';
import { refused, type Reply } from '../http/reply.js';
import type { View } from './view.js';

export const MAX_CLIENTS = 20;

/** Who lags behind by more is told no more until everything has arrived, and then all anew. */
export const MAX_BEHIND_BYTES = 1024 * 1024;

const TICK_MS = 250;
const TICKS_PER_HEARTBEAT = 60;

/** Calls back every so many ms without keeping the process alive; gives how to stop it. */
export type Every = (ms: number, callback: () => void) => () => void;

/** The live feed of the page: server-sent events, `snapshot` first and then `change`. */
export interface Feed {
  /** Answers a request with the feed, or says why not. */
  readonly open: (response: ServerResponse, headers: Readonly<Record<string, string>>) => Reply | undefined;
}

interface Client {
  readonly response: ServerResponse;
  behind: boolean;
}

/** Looks only while somebody watches. */
export function createFeed(view: View, every: Every = realEvery): Feed {
  const clients = new Set<Client>();
  let stop: (() => void) | undefined;
  let ticks = 0;

  const tick = (): void => {
    ticks += 1;
    const change = view.changes();
    const text = change && encodeEvent('change', change);
    for (const client of clients) tell(client, text);
  };

  const tell = (client: Client, text: string | undefined): void => {
    const waiting = client.response.writableLength;
    if (waiting > MAX_BEHIND_BYTES) client.behind = true;
    if (client.behind && waiting === 0) show(client);
    else if (!client.behind && text !== undefined) client.response.write(text);
    else if (waiting === 0 && ticks % TICKS_PER_HEARTBEAT === 0) client.response.write(': still here\n\n');
  };

  const show = (client: Client): void => {
    client.behind = false;
    client.response.write(encodeEvent('snapshot', view.snapshot()));
  };

  const leave = (client: Client): void => {
    clients.delete(client);
    if (clients.size > 0) return;
    stop?.();
    stop = undefined;
  };

  return {
    open: (response, headers) => {
      if (clients.size >= MAX_CLIENTS) return tooMany;
      const client = { response, behind: false };
      response.on('close', () => {
        leave(client);
      });
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
      clients.add(client);
      show(client);
      stop ??= every(TICK_MS, tick);
      return undefined;
    },
  };
}

const tooMany = refused(503, `At most ${MAX_CLIENTS} pages can watch at a time.`, { 'retry-after': '5' });

/** JSON has no line breaks of its own, so that it is one line of data. */
function encodeEvent(name: 'snapshot' | 'change', data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

const realEvery: Every = (ms, callback) => {
  const timer = setInterval(callback, ms).unref();
  return () => {
    clearInterval(timer);
  };
};
