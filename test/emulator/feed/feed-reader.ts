import { get, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Change, Snapshot } from '../../../src/emulator/feed/messages.js';
import type { Scope } from '../../harness/spec.js';

export interface FeedReader {
  readonly response: IncomingMessage;
  /** The next event, in the order of arrival; undefined when the feed has ended. */
  readonly next: () => Promise<(['snapshot', Snapshot] | ['change', Change]) | undefined>;
}

/** Follows the feed at `/events` of an emulator until the test ends. */
export async function readFeed(
  scope: Pick<Scope, 'defer'>,
  origin: string,
  options: RequestOptions = {},
): Promise<FeedReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get(`${origin}/events`, { agent: false, ...options }, resolve).on('error', reject);
    scope.defer(() => request.destroy());
  });
  const events = parseEvents(response);
  return {
    response,
    next: async () => {
      const { value, done } = await events.next();
      return done ? undefined : value;
    },
  };
}

async function* parseEvents(
  response: IncomingMessage,
): AsyncGenerator<['snapshot', Snapshot] | ['change', Change], undefined> {
  let text = '';
  try {
    for await (const part of response.setEncoding('utf8') as AsyncIterable<string>) {
      const all = (text + part).split('\n\n');
      text = all.pop() ?? '';
      for (const event of all) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        if (data !== undefined) yield [name, JSON.parse(data)] as ['snapshot', Snapshot];
      }
    }
  } catch {
    // Its end was a reset.
  }
  return undefined;
}
