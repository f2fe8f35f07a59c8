import * as net from 'node:net';
import type { Random } from '../../harness/random.js';

/** What one request was answered with. `placed`: the call rings. */
type Fate = 'placed' | 'placed, 502' | 'placed, reset' | '502' | 'reset' | '429';

/** What really arrived. */
export interface Arrivals {
  /** What became of each request for a call, by the call's `to`, in their order. */
  readonly fates: ReadonlyMap<string, readonly Fate[]>;
  /** Faults that may leave a call in doubt although nobody was killed. */
  readonly faults: () => number;
}

export interface FaultyPlivo extends Arrivals {
  readonly origin: string;
  /** Calls back at the `count`th request from now. One such wish at a time. */
  readonly after: (count: number, then: () => void) => void;
  readonly close: () => void;
}

/**
 * A server in Plivo's place that answers late and badly, as `random` has it, with the share `faults` of the requests. It knows no HTTP but
 * what it needs, so that nothing between it and the wire repeats, repairs or hides anything.
 */
export async function listenBadly(random: Random, faults: number): Promise<FaultyPlivo> {
  const fates = new Map<string, Fate[]>();
  let faulty = 0;
  let wish = { at: Infinity, then: (): void => undefined };
  let count = 0;

  const receive = (socket: net.Socket, to: string): void => {
    const fate = random.next() < faults ? random.pick<Fate>(BAD) : 'placed';
    if (fate !== 'placed') faulty += 1;
    fates.set(to, [...(fates.get(to) ?? []), fate]);
    count += 1;
    if (count >= wish.at) {
      wish.at = Infinity;
      wish.then();
    }
    setTimeout(() => {
      answer(socket, fate);
    }, latencyMs(random));
  };

  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    // Before a byte of the request has been read: it may be in doubt, and was not received.
    if (random.next() < faults / 5) {
      faulty += 1;
      socket.resetAndDestroy();
      return;
    }
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const to = recipient(text);
      if (to !== undefined) receive(socket, to);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    fates,
    faults: () => faulty,
    after: (more, then) => {
      wish = { at: count + more, then };
    },
    close: () => server.close(),
  };
}

const BAD: readonly [Fate, ...Fate[]] = [
  'placed, 502',
  'placed, 502',
  'placed, reset',
  'placed, reset',
  '502',
  '502',
  'reset',
  'reset',
  '429',
];

/** Most replies come soon, some at once, and a few so late that nearly every end of the process meets them. */
function latencyMs({ below, next }: Random): number {
  const kind = below(20);
  return kind === 0 ? 300 : kind < 8 ? 0 : next() * 40;
}

/** Whom a request that has arrived whole wants called. */
function recipient(text: string): string | undefined {
  const [head = '', body] = text.split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (body === undefined || length === undefined || Buffer.byteLength(body) !== Number(length))
    return undefined;
  return (JSON.parse(body) as { to: string }).to;
}

function answer(socket: net.Socket, fate: Fate): void {
  if (fate.endsWith('reset')) socket.resetAndDestroy();
  else if (fate.endsWith('502')) socket.end(reply(502, '<html><title>502 Bad Gateway</title></html>'));
  else if (fate === '429') socket.end(reply(429, '{"error":"slow down"}'));
  else socket.end(reply(201, '{"message":"call fired","request_uuid":"u","api_id":"a"}'));
}

function reply(status: number, body: string): string {
  return `HTTP/1.1 ${status} Words\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}
