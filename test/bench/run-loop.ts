/** `run-loop.ts BODIES fresh|kept`: sends the bodies to the emulator, ten at a time, and does nothing else. */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { startEmulator } from 'callplan';
import * as crossFetch from 'cross-fetch/dist/node-ponyfill.js';

const CONCURRENCY = 10;

type BareFetch = (url: string, init: object) => Promise<{ json: () => Promise<{ request_uuid?: string }> }>;
const fetch = crossFetch.fetch as unknown as BareFetch;

const [file = '', connections] = process.argv.slice(2);
const bodies = (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).values();
const credentials = { authId: 'MASIMULATEDSIMULATED', authToken: 'token' };
const emulator = await startEmulator({ credentials, callsPerSecond: Infinity });
const url = `${emulator.origin}/v1/Account/${credentials.authId}/Call/`;
const agent = new Agent({ keepAlive: connections === 'kept' });
const headers = {
  authorization: `Basic ${Buffer.from(Object.values(credentials).join(':')).toString('base64')}`,
  'content-type': 'application/json',
};

const worker = async (): Promise<void> => {
  for (const body of bodies) {
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), agent });
    if ((await reply.json()).request_uuid === undefined) throw new Error('the emulator refused a call');
  }
};

await Promise.all(Array.from({ length: CONCURRENCY }, worker));
agent.destroy();
await emulator.close();
