/** `emulator-memory.ts`: the heap that the emulator takes for 10,000 calls more, in MB, on stdout. Needs --expose-gc. */
import { startEmulator } from 'callplan';

const CALLS = 10_000;
const credentials = { authId: 'MASIMULATEDSIMULATED', authToken: 'token' };
const emulator = await startEmulator({ credentials, callsPerSecond: Infinity, speed: 'max' });
const account = `${emulator.origin}/v1/Account/${credentials.authId}/`;
const headers = {
  authorization: `Basic ${Buffer.from(Object.values(credentials).join(':')).toString('base64')}`,
  'content-type': 'application/json',
};

let next = 0;
async function place(count: number): Promise<void> {
  const last = next + count;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < last) {
        const to = `+1415${String(2_000_000 + next++)}`;
        const body = JSON.stringify({
          from: '+14152224444',
          to,
          answer_url: 'https://example.com/answer.xml',
        });
        const reply = await fetch(`${account}Call/`, { method: 'POST', headers, body });
        if (reply.status !== 201) throw new Error(`refused: ${await reply.text()}`);
        await reply.arrayBuffer();
      }
    }),
  );
  // Every call is played to its end.
  await (await fetch(account, { headers })).arrayBuffer();
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

await place(CALLS);
const before = heapMb();
await place(CALLS);
process.stdout.write(String(heapMb() - before));
await emulator.close();
