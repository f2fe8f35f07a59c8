import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DeliverySettings, Failure } from './delivery-settings.js';

/** Plivo takes no answer of this size or more. */
export const MAX_ANSWER_BYTES = 100 * 1024;

export interface CallbackRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a GET. */
  readonly body: string;
  /** Whether the answer's body is wanted. */
  readonly reads: boolean;
  readonly limits: Pick<DeliverySettings, 'connectMs' | 'readMs' | 'totalMs'>;
  readonly lookup: LookupFunction;
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  /** Undefined when it was too large; empty when it was not wanted. */
  readonly body: Buffer | undefined;
}

/** Why there is no answer. */
export interface Unanswered {
  /** `tt`: the time for all attempts was over. */
  readonly failure: Failure | 'tt';
  readonly problem: string;
}

/** Each request has a connection of its own, and none goes through a proxy of the environment. */
const plain = new http.Agent({ keepAlive: false });
const secure = new https.Agent({ keepAlive: false });

/**
 * Sends one request, and always ends its connection. No redirect is followed, and no more of the answer is read than is wanted. Never
 * rejects. `signal` breaks it off.
 */
export function sendCallback(callback: CallbackRequest, signal: AbortSignal): Promise<Answer | Unanswered> {
  return new Promise((resolve) => {
    try {
      resolve(runExchange(callback, signal));
    } catch (error) {
      // A login in the URL that is not UTF-8.
      resolve({ failure: 'other', problem: wordsOf(error) });
    }
  });
}

/** A request on its way. */
interface Exchange {
  readonly callback: CallbackRequest;
  readonly request: http.ClientRequest;
  readonly timers: Timers;
  /** Only the first outcome counts. */
  readonly end: (outcome: Answer | Unanswered) => void;
  /** What has failed, if something fails now. */
  failure: Failure;
  /** What it means if the connection closes now. */
  closed: string;
}

function runExchange(callback: CallbackRequest, signal: AbortSignal): Promise<Answer | Unanswered> {
  const request = openRequest(callback, signal);
  return new Promise((resolve) => {
    const timers = createTimers();
    const end = (outcome: Answer | Unanswered): void => {
      timers.stop();
      resolve(outcome);
      request.destroy();
    };
    const closed = 'the connection was closed';
    const exchange: Exchange = { callback, request, timers, end, failure: 'ct', closed };
    limitTime(exchange);
    followRequest(exchange);
    request.end(callback.body);
  });
}

function openRequest(callback: CallbackRequest, signal: AbortSignal): http.ClientRequest {
  const { url, method, headers, lookup, body } = callback;
  return (isSecure(url) ? https : http).request(url, {
    method,
    headers: { ...headers, ...(method === 'POST' && { 'content-length': Buffer.byteLength(body) }) },
    agent: isSecure(url) ? secure : plain,
    lookup,
    maxHeaderSize: 16 * 1024,
    signal,
  });
}

function isSecure({ protocol }: URL): boolean {
  return protocol === 'https:';
}

function limitTime(exchange: Exchange): void {
  const { callback, timers, end } = exchange;
  const { totalMs, connectMs } = callback.limits;
  timers.set('all', totalMs, () => {
    end({ failure: 'tt', problem: 'the time for all attempts was over' });
  });
  timers.set('step', connectMs, () => {
    fail(exchange, `no connection within ${connectMs} ms`);
  });
}

function followRequest(exchange: Exchange): void {
  const { callback, request, end } = exchange;
  request.once('socket', (socket) => {
    socket.once(isSecure(callback.url) ? 'secureConnect' : 'connect', () => {
      exchange.failure = 'rt';
      waitForAnswer(exchange);
    });
  });
  request.once('response', (response) => {
    exchange.closed = 'the answer broke off';
    const onPart = (): void => {
      waitForAnswer(exchange);
    };
    readAnswer(response, callback.reads, onPart, end);
  });
  // This listener stays: an unheard error would end the process.
  request.on('error', (error) => {
    fail(exchange, wordsOf(error));
  });
  // A connection may end without an answer and without an error, such as after a change of protocol.
  request.once('close', () => {
    fail(exchange, exchange.closed);
  });
}

function waitForAnswer(exchange: Exchange): void {
  const { readMs } = exchange.callback.limits;
  exchange.timers.set('step', readMs, () => {
    fail(exchange, `no answer within ${readMs} ms`);
  });
}

function fail({ failure, end }: Exchange, problem: string): void {
  end({ failure, problem });
}

function readAnswer(
  response: http.IncomingMessage,
  reads: boolean,
  onPart: () => void,
  end: (answer: Answer) => void,
): void {
  const { statusCode: status = 0, headers } = response;
  const answer = { status, contentType: headers['content-type'] };
  const chunks: Buffer[] = [];
  let size = 0;
  // The request's own end reports it.
  response.on('error', () => undefined);
  if (!reads) {
    end({ ...answer, body: Buffer.alloc(0) });
    return;
  }
  onPart();
  response.on('data', (chunk: Buffer) => {
    onPart();
    size += chunk.length;
    if (size < MAX_ANSWER_BYTES) chunks.push(chunk);
    else end({ ...answer, body: undefined });
  });
  response.on('end', () => {
    end({ ...answer, body: Buffer.concat(chunks) });
  });
}

interface Timers {
  /** Replaces the timer of this name. */
  readonly set: (name: string, ms: number, run: () => void) => void;
  readonly stop: () => void;
}

function createTimers(): Timers {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    set: (name, ms, run) => {
      clearTimeout(timers.get(name));
      timers.set(name, setTimeout(run, ms));
    },
    stop: () => {
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
    },
  };
}

function wordsOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  // Of several addresses that all failed, the message is empty.
  return (message || String(code)).trim().slice(0, 200);
}
