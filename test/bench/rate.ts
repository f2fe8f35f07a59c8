import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Figure } from './figure.js';
import { BIN, withFolder } from './measure.js';
import { barePlan } from './plans.js';
import { CREDENTIALS } from './sdk/stub.js';

const RATES = [2, 10, 100, 500] as const;
const SECONDS = 10;
const LATENCY_MS = 50;

/**
 * Real runs of ten seconds, by when their requests arrive at a server that answers after 50 ms: the mean rate, and the most that any second
 * holds, of what was asked for. An arrival has the jitter of the disk and the network in it, which the start that is paced has not.
 */
export function rate(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, '.git'));
    const figures: Figure[] = [];
    for (const cps of RATES) {
      const arrived = await arrivals(folder, cps);
      const seconds = ((arrived.at(-1) ?? NaN) - (arrived[0] ?? NaN)) / 1000;
      figures.push(
        { name: `${cps} a second: mean rate / asked for`, value: (arrived.length - 1) / seconds / cps },
        { name: `${cps} a second: most in a second / asked for + 1`, value: most(arrived) / (cps + 1) },
      );
    }
    return figures;
  });
}

async function arrivals(folder: string, cps: number): Promise<number[]> {
  const plan = `${cps}.yaml`;
  await writeFile(join(folder, plan), barePlan(cps * SECONDS + 1));
  const arrived: number[] = [];
  const server = createServer((request, response) => {
    arrived.push(performance.now());
    request.resume();
    setTimeout(() => {
      response.writeHead(201).end('{"message":"call fired","request_uuid":"u"}');
    }, LATENCY_MS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const flags = ['--yes', '--new', '--cps', String(cps), '--concurrency', '100', '--api-url', origin];
  const child = spawn(process.execPath, [BIN, 'run', ...flags, plan], {
    cwd: folder,
    env: CREDENTIALS,
    stdio: 'ignore',
  });
  const [exit] = (await once(child, 'close')) as [number | null];
  server.close();
  if (exit !== 0) throw new Error(`the run at ${cps} a second ended with ${exit ?? 'a signal'}`);
  await rm(join(folder, `${cps}.lock.jsonl`));
  return arrived;
}

/** The most arrivals within any second. */
function most(arrived: readonly number[]): number {
  let head = 0;
  return arrived.reduce((found, at, index) => {
    while ((arrived[head] ?? at) <= at - 1000) head += 1;
    return Math.max(found, index - head + 1);
  }, 0);
}
