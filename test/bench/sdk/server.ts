/**
 * `server.ts`: a stub of Plivo behind TLS as api.plivo.com, a CONNECT proxy that leads every tunnel to it, and a plain port that tells
 * and forgets how often each call arrived. Prints the three ports as JSON and ends with its standard input.
 */
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { seeded } from '../../harness/random.js';
import { CERTIFICATE, type Ports } from './stub.js';

const key = readFileSync(new URL('../../plivo/tls/key.pem', import.meta.url));
const fired =
  '{"message":"call fired","request_uuid":"9834029e-58b6-11e1-b8b7-a5bd0e4e126f","api_id":"97ceeb52"}';

let arrivals = new Map<string, number>();
let faults = 0;
let random = seeded(1);

const plivo = https.createServer({ cert: readFileSync(CERTIFICATE), key }, (request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => (text += part));
  request.on('end', () => {
    const { to } = JSON.parse(text) as { to: string };
    arrivals.set(to, (arrivals.get(to) ?? 0) + 1);
    if (random.next() >= faults) response.writeHead(201, { 'content-type': 'application/json' }).end(fired);
    else if (random.below(2) === 0) response.writeHead(502).end('<html>502 Bad Gateway</html>');
    else request.socket.destroy();
  });
});
plivo.keepAliveTimeout = 60_000;

const proxy = http.createServer().on('connect', (_, socket: net.Socket) => {
  const onward = net.connect((plivo.address() as net.AddressInfo).port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  for (const [one, other] of [
    [socket, onward],
    [onward, socket],
  ] as const)
    one.on('error', () => undefined).on('close', () => other.destroy());
});

/** `/?SHARE`: how often each call arrived since the last time; from now on that share of them meets trouble. */
const control = http.createServer((request, response) => {
  // Who measures sleeps while it does, and would not hear that an idle connection was closed.
  response.setHeader('connection', 'close').end(JSON.stringify([...arrivals]));
  arrivals = new Map();
  faults = Number(request.url?.slice(2));
  random = seeded(1);
});

const ports = await Promise.all([plivo, proxy, control].map(listen));
process.stdout.write(
  JSON.stringify({ plivo: ports[0], proxy: ports[1], control: ports[2] } satisfies Partial<
    Record<keyof Ports, number | undefined>
  >),
);
process.stdin.resume().on('end', () => process.exit());

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}
