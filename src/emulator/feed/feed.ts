import type { ServerResponse } from 'node:http';
import { refused, type Reply } from '../http/reply.js';
import type { FeedSource } from './feed-source.js';

export const MAX_CLIENTS = 20;

/** A client that lags by more gets nothing until everything has arrived, and then a new snapshot. */
export const MAX_BEHIND_BYTES = 1024 * 1024;

const TICK_MS = 250;
const TICKS_PER_HEARTBEAT = 60;

/** Calls back every so many ms without keeping the process alive; gives how to stop it. */
export type Every = (ms: number, callback: () => void) => () => void;

/** The live feed of the page: server-sent events, `snapshot` first and then `change`. */
export interface Feed {
  /** Answers a request with the feed; gives the refusal when there are too many clients. */
  readonly open: (response: ServerResponse, headers: Readonly<Record<string, string>>) => Reply | undefined;
}

interface Client {
  readonly response: ServerResponse;
  behind: boolean;
}

interface State {
  readonly source: FeedSource;
  readonly clients: Set<Client>;
  ticks: number;
  /** Ends the ticking; undefined while nobody watches. */
  stop: (() => void) | undefined;
}

/** The source is asked only while there are clients. */
export function createFeed(source: FeedSource, every: Every = realEvery): Feed {
  const state: State = { source, clients: new Set(), ticks: 0, stop: undefined };
  const { clients } = state;
  return {
    open: (response, headers) => {
      if (clients.size >= MAX_CLIENTS) return tooMany;
      const client = { response, behind: false };
      response.on('close', () => {
        leave(state, client);
      });
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
      clients.add(client);
      show(state, client);
      state.stop ??= every(TICK_MS, () => {
        tick(state);
      });
      return undefined;
    },
  };
}

function tick(state: State): void {
  state.ticks += 1;
  const change = state.source.changes();
  const text = change && encodeEvent('change', change);
  for (const client of state.clients) tell(state, client, text);
}

function tell(state: State, client: Client, text: string | undefined): void {
  const waiting = client.response.writableLength;
  if (waiting > MAX_BEHIND_BYTES) client.behind = true;
  if (client.behind && waiting === 0) show(state, client);
  else if (!client.behind && text !== undefined) client.response.write(text);
  else if (waiting === 0 && state.ticks % TICKS_PER_HEARTBEAT === 0)
    client.response.write(': still here\n\n');
}

function show({ source }: State, client: Client): void {
  client.behind = false;
  client.response.write(encodeEvent('snapshot', source.snapshot()));
}

function leave(state: State, client: Client): void {
  state.clients.delete(client);
  if (state.clients.size > 0) return;
  state.stop?.();
  state.stop = undefined;
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
