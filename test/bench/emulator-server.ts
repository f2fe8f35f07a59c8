/** `emulator-server.ts emulator|bare`: serves make-calls, says its port on stdout, and ends with stdin. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator } from 'callplan';

const [kind] = process.argv.slice(2);
/** What an emulator of no features would answer. */
const constant = JSON.stringify({
  api_id: '97ceeb52-58b6-11e1-86da-77300b68f8bb',
  message: 'call fired',
  request_uuid: '9834029e-58b6-11e1-b8b7-a5bd0e4e126f',
});

async function bare(): Promise<number> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': constant.length });
      response.end(constant);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function emulator(): Promise<number> {
  const credentials = { authId: 'MASIMULATEDSIMULATED', authToken: 'token' };
  return (await startEmulator({ credentials, callsPerSecond: Infinity })).port;
}

process.stdout.write(`${await (kind === 'bare' ? bare() : emulator())}\n`);
process.stdin.on('end', () => process.exit()).resume();
