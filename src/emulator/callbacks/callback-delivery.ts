import type { CallbackAttempt } from '../core/callback-attempt.js';
import { xmlProblem } from './answer-xml.js';
import type { CallbackHosts } from './callback-hosts.js';
import { sendCallback, MAX_ANSWER_BYTES, type Answer, type Unanswered } from './callback-request.js';
import {
  answerSettings,
  parseFragment,
  usualSettings,
  type DeliverySettings,
  type Failure,
} from './delivery-settings.js';
import { sign } from './sign.js';

/** One callback of a call, which may take several attempts. */
export interface Callback extends Pick<CallbackAttempt, 'event' | 'parameter' | 'method' | 'url'> {
  readonly fields: URLSearchParams;
}

/**
 * `delivered`: answered with a 2xx, and with Plivo XML where that is wanted. `invalid`: answered with a 2xx and something else.
 * `unreachable`: all the rest.
 */
export type DeliveryOutcome = 'delivered' | 'invalid' | 'unreachable';

export interface DeliverySurroundings {
  readonly hosts: CallbackHosts;
  readonly authToken: string;
  readonly nonce: () => string;
  /** The emulator's time, in ms since 1970. */
  readonly now: () => number;
  /** Real time, in ms. */
  readonly elapsed: () => number;
}

/** Ends when `signal` is aborted, and then records nothing more. */
export type Deliver = (
  callback: Callback,
  record: (attempt: CallbackAttempt) => void,
  signal: AbortSignal,
) => Promise<DeliveryOutcome>;

interface Verdict {
  readonly status?: number;
  readonly problem?: string;
  /** Why it may have to be sent again. */
  readonly failure?: Failure | 'tt' | 'refused' | 'invalid';
}

/** Sends a callback until it is delivered, or as often as Plivo would. */
export function createDelivery(around: DeliverySurroundings): Deliver {
  return async (callback, record, signal) => {
    const { event, parameter, method, url } = callback;
    const settings = settingsOf(callback);
    const begun = around.elapsed();
    for (let attempt = 1; ; attempt++) {
      const [at, started] = [around.now(), around.elapsed()];
      const totalMs = Math.max(1, settings.totalMs - (started - begun));
      const verdict = await send(around, callback, { ...settings, totalMs }, signal);
      if (signal.aborted) return 'unreachable';
      const { failure, ...outcome } = verdict;
      const tookMs = around.elapsed() - started;
      record({ at, event, parameter, method, url, attempt, tookMs, ...outcome });
      if (failure === undefined) return 'delivered';
      if (failure === 'invalid') return 'invalid';
      const isOver = attempt >= settings.attempts || around.elapsed() - begun >= settings.totalMs;
      if (failure === 'refused' || failure === 'tt' || isOver || !settings.retriedOn(failure))
        return 'unreachable';
    }
  };
}

function settingsOf({ event, url }: Callback): DeliverySettings {
  return { ...(event === 'StartApp' ? answerSettings : usualSettings), ...parseFragment(url).settings };
}

async function send(
  { hosts, authToken, nonce }: DeliverySurroundings,
  { event, method, url: written, fields }: Callback,
  limits: DeliverySettings,
  signal: AbortSignal,
): Promise<Verdict> {
  const url = new URL(written);
  url.hash = '';
  const refusal = hosts.refusal(url);
  if (refusal !== undefined) return { problem: refusal, failure: 'refused' };
  // Added to the text of the query: searchParams would spell all of it differently.
  if (method === 'GET') url.search += `${url.search === '' ? '?' : '&'}${fields.toString()}`;
  const once = nonce();
  const headers = {
    'user-agent': 'callplan-emulator',
    ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    'x-plivo-signature-v3': sign({ method, url: url.href, form: fields }, once, authToken),
    'x-plivo-signature-v3-nonce': once,
  };
  const body = method === 'POST' ? fields.toString() : '';
  const reads = event === 'StartApp';
  return judge(
    await sendCallback({ method, url, headers, body, reads, limits, lookup: hosts.lookup(url) }, signal),
    reads,
  );
}

function judge(answer: Answer | Unanswered, wantsXml: boolean): Verdict {
  if ('failure' in answer) return answer;
  const { status, contentType, body } = answer;
  if (status < 200 || status > 299) return { status, ...statusFailure(status) };
  const problem = wantsXml ? contentProblem(contentType, body) : undefined;
  return problem === undefined ? { status } : { status, problem, failure: 'invalid' };
}

function statusFailure(status: number): Required<Pick<Verdict, 'problem' | 'failure'>> {
  if (status >= 500) return { problem: `answered ${status}`, failure: '5xx' };
  if (status >= 400) return { problem: `answered ${status}`, failure: '4xx' };
  return { problem: `answered ${status}; redirects are not followed`, failure: 'other' };
}

function contentProblem(contentType: string | undefined, body: Buffer | undefined): string | undefined {
  return body === undefined
    ? `the answer has ${MAX_ANSWER_BYTES / 1024} kB or more`
    : xmlProblem(contentType, body);
}
