/** `emulator-load.ts emulator|bare`: requests a second that the server answers over 16 kept connections, on stdout. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';

const CONNECTIONS = 16;
const WARM_UP_MS = 500;
const MEASURED_MS = 2000;

const [kind = ''] = process.argv.slice(2);
const server = spawn(
  process.execPath,
  ['--import', 'tsx', join(import.meta.dirname, 'emulator-server.ts'), kind],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [said] = (await once(server.stdout, 'data')) as [Buffer];
const port = Number(said);

const body = JSON.stringify({
  from: '+14152224444',
  to: '+14152223333',
  answer_url: 'https://s3.amazonaws.com/plivosamplexml/play_url.xml',
  hangup_url: 'https://example.com/hangup?call=1',
});
const request = [
  'POST /v1/Account/MASIMULATEDSIMULATED/Call/ HTTP/1.1',
  'host: localhost',
  `authorization: Basic ${Buffer.from('MASIMULATEDSIMULATED:token').toString('base64')}`,
  'content-type: application/json',
  `content-length: ${body.length}`,
  '',
  body,
].join('\r\n');

let answered = 0;
/** Sends the next request when the last one is answered: its answer is small and comes whole. */
const sockets = Array.from({ length: CONNECTIONS }, () => {
  const socket = connect(port, '127.0.0.1', () => socket.write(request));
  return socket.on('data', (chunk: Buffer) => {
    if (!chunk.includes('request_uuid')) throw new Error(`refused: ${chunk.toString()}`);
    answered += 1;
    socket.write(request);
  });
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
await sleep(WARM_UP_MS);
const [before, started] = [answered, performance.now()];
await sleep(MEASURED_MS);
process.stdout.write(String(((answered - before) * 1000) / (performance.now() - started)));
for (const socket of sockets) socket.destroy();
server.kill();
