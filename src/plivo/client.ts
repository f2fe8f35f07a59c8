import type { Exchange } from './exchange.js';
import { answerOf, classify, type Answer, type Verdict } from './reply.js';
import { createTransport, type TransportOptions } from './transport.js';

/** Plivo as a run knows it: what came of a request, and nothing of how it travelled. */
export interface Client {
  /** Sends one make-call request, once, and tells what that means for its calls. */
  readonly makeCall: (body: Readonly<Record<string, unknown>>) => Promise<Verdict>;
  /** Asks for what is at `path` below the account, once. It changes nothing and may be asked again. */
  readonly read: (path: string) => Promise<Answer>;
  /** Takes back the call of a request, once: undefined when it is canceled, else why not. Throws for what cannot be a request_uuid. */
  readonly cancel: (requestUuid: string) => Promise<string | undefined>;
}

/** The client of one account. */
export function createClient(options: TransportOptions): Client {
  const transport = createTransport(options);
  return {
    makeCall: async (body) => classify(await transport.makeCall(body)),
    read: async (path) => answerOf(await transport.get(path)),
    cancel: async (requestUuid) => whyNotCanceled(await transport.cancel(requestUuid)),
  };
}

function whyNotCanceled(exchange: Exchange): string | undefined {
  if (exchange.kind === 'reply' && exchange.status >= 200 && exchange.status < 300) return undefined;
  if (exchange.kind === 'reply' && exchange.status === 404) return 'too late: it is no longer queued';
  const verdict = classify(exchange);
  return 'error' in verdict ? verdict.error : 'the reply cannot be read';
}
