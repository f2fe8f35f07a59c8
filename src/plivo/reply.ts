import type { Exchange } from './exchange.js';
import { isUuid, oneLine, parseJson, property, replyText } from './reply-text.js';

/** What an exchange means for the calls of its request. `stop`: the same would happen to every other request. */
export type Verdict =
  /** Placed. `requestUuids` is empty when the reply does not tell them. */
  | {
      readonly outcome: 'accepted';
      readonly status: number;
      readonly message: string;
      readonly requestUuids: readonly string[];
    }
  /** Certainly not placed: Plivo does not want this request. */
  | { readonly outcome: 'rejected'; readonly status: number; readonly error: string; readonly stop?: true }
  /** May have been placed: never to be sent again by itself. */
  | { readonly outcome: 'in_doubt'; readonly status?: number; readonly error: string; readonly stop?: true }
  /** Certainly not placed, and not for anything in the request. `again`: it may be sent again, after `afterMs` if told. */
  | {
      readonly outcome: 'not_sent';
      readonly status?: number;
      readonly error: string;
      readonly again: boolean;
      readonly afterMs?: number;
      readonly stop?: true;
    };

/** What came of asking for something that nothing changes. */
export type Answer =
  | { readonly kind: 'body'; readonly body: unknown }
  /** There is no such thing. */
  | { readonly kind: 'nothing'; readonly problem: string }
  /** `again`: asking once more may help, after `afterMs` if told. */
  | {
      readonly kind: 'trouble';
      readonly problem: string;
      readonly again: boolean;
      readonly afterMs?: number;
    };

type Reply = Extract<Exchange, { kind: 'reply' }>;

const MAX_WAIT_MS = 5 * 60 * 1000;

/** A 403 about whom to call, such as `Calls to this destination country are barred`; any other is about the account. */
const ABOUT_DESTINATION =
  /\b(?:destinations?|country|countries|prefix|prefixes|numbers? (?:is|are) barred)\b/i;

/** The meaning of an exchange. Whatever is not known for certain to have placed no call is in doubt. */
export function classify(exchange: Exchange): Verdict {
  switch (exchange.kind) {
    case 'unsent':
      return { outcome: 'not_sent', error: oneLine(exchange.problem), again: true };
    case 'lost':
      return { outcome: 'in_doubt', error: oneLine(exchange.problem) };
    case 'reply':
      return exchange.status >= 200 && exchange.status < 300 ? accepted(exchange) : refused(exchange);
  }
}

/** What Plivo answers, or why nothing can be made of it. */
export function answerOf(exchange: Exchange): Answer {
  const body = bodyOf(exchange);
  if (body !== undefined) return { kind: 'body', body };
  const problem = whyUnread(exchange);
  if (exchange.kind !== 'reply') return { kind: 'trouble', problem, again: true };
  const { status, retryAfterMs } = exchange;
  if (status === 404) return { kind: 'nothing', problem };
  const isFinal = status >= 300 && status < 500 && status !== 408 && status !== 429;
  return {
    kind: 'trouble',
    problem,
    again: !isFinal,
    ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
  };
}

function bodyOf(exchange: Exchange): unknown {
  const isWhole = exchange.kind === 'reply' && exchange.status === 200 && exchange.complete;
  return isWhole ? parseJson(exchange.body) : undefined;
}

function whyUnread(exchange: Exchange): string {
  const verdict = classify(exchange);
  return 'error' in verdict ? verdict.error : `HTTP ${verdict.status} with a body that cannot be read`;
}

function accepted({ status, body }: Reply): Verdict {
  return {
    outcome: 'accepted',
    status,
    message: replyText(body, status),
    requestUuids: [property(parseJson(body), 'request_uuid')].flat().filter(isUuid),
  };
}

function refused({ status, body, retryAfterMs }: Reply): Verdict {
  const refusal = { status, error: replyText(body, status) };
  switch (status) {
    case 400:
    case 406:
    case 413:
    case 415:
    case 422:
      return { outcome: 'rejected', ...refusal };
    case 403:
      return {
        outcome: 'rejected',
        ...refusal,
        ...(ABOUT_DESTINATION.test(refusal.error) ? {} : { stop: true }),
      };
    // Out of credit, or the wrong address: the others would fare no better.
    case 402:
    case 404:
    case 405:
      return { outcome: 'rejected', ...refusal, stop: true };
    case 401:
    case 407:
      return { outcome: 'not_sent', ...refusal, again: false, stop: true };
    case 429:
      return { outcome: 'not_sent', ...refusal, again: true, ...waiting(retryAfterMs) };
    default:
      // A redirect says that the address is wrong; yet a 303 may answer a call that was placed.
      return { outcome: 'in_doubt', ...refusal, ...(status >= 300 && status < 400 ? { stop: true } : {}) };
  }
}

function waiting(retryAfterMs: number | undefined): { afterMs?: number } {
  return retryAfterMs === undefined ? {} : { afterMs: Math.min(retryAfterMs, MAX_WAIT_MS) };
}
