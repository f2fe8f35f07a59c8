import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { BIN, runNode, withFolder } from './measure.js';
import { writeSample } from './plans.js';
import { CERTIFICATE, CREDENTIALS, startStub, type Stub } from './sdk/stub.js';

const CALLS = 10_000;
const TROUBLED = 3_000;
const LOOP = join(import.meta.dirname, 'sdk/loop.cjs');
const NAMES = ['callplan', 'sdk', 'kept'] as const;
type Name = (typeof NAMES)[number];

/** Per call, in ms: on the wall's clock, and of the processor in this process alone. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * The real command, with every intent made durable, against the official SDK in a plain loop: the same calls, ten at a time, through the
 * same proxy to the same stub behind TLS. `kept` is the SDK led straight to the stub, where it keeps its connections: faster, and on such
 * a connection a reset cannot be told from a call that was placed. Each is a whole process less the same one with a single call. Then
 * once more with trouble in one reply of a hundred, to count at the server how often each call arrived.
 */
export function sdk(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, '.git'));
    for (const count of [1, TROUBLED, CALLS]) await writeSample(folder, count);
    const stub = await startStub();
    try {
      const cost = await costs(folder, stub);
      const twice = {} as Record<Name, number>;
      for (const name of NAMES) twice[name] = await arrivedTwice(folder, stub, name);
      return figures(cost, twice);
    } finally {
      stub.close();
    }
  });
}

function figures(cost: Record<Name, Cost>, twice: Record<Name, number>): Figure[] {
  return [
    { name: 'callplan run, per call', value: cost.callplan.wall, unit: 'ms' },
    { name: 'the SDK in a loop, per call', value: cost.sdk.wall, unit: 'ms' },
    { name: 'callplan / SDK, per call', value: cost.callplan.wall / cost.sdk.wall, aim: 1 },
    { name: 'callplan / SDK, processor time per call', value: cost.callplan.cpu / cost.sdk.cpu, aim: 1 },
    {
      name: 'callplan / SDK without a proxy and on kept connections',
      value: cost.callplan.wall / cost.kept.wall,
    },
    {
      name: 'of 3,000 calls with 1 % trouble, arrived twice: callplan',
      value: twice.callplan,
      unit: 'calls',
      aim: 0,
    },
    { name: 'of 3,000 calls with 1 % trouble, arrived twice: SDK', value: twice.sdk, unit: 'calls' },
    { name: 'the same on kept connections', value: twice.kept, unit: 'calls' },
  ];
}

async function costs(folder: string, stub: Stub): Promise<Record<Name, Cost>> {
  const cost = {} as Record<Name, Cost>;
  for (const name of NAMES) {
    const start = await measure(folder, stub, name, 1);
    const whole = await measure(folder, stub, name, CALLS);
    cost[name] = {
      wall: (whole.wall - start.wall) / (CALLS - 1),
      cpu: (whole.cpu - start.cpu) / (CALLS - 1),
    };
  }
  return cost;
}

/** How many calls the server saw more than once. */
async function arrivedTwice(folder: string, stub: Stub, name: Name): Promise<number> {
  await stub.arrivals(0.01);
  await measure(folder, stub, name, TROUBLED);
  return [...(await stub.arrivals()).values()].filter((times) => times > 1).length;
}

async function measure(folder: string, { ports }: Stub, name: Name, count: number): Promise<Cost> {
  const proxy = `http://127.0.0.1:${ports.proxy}`;
  const env = { ...CREDENTIALS, NODE_EXTRA_CA_CERTS: CERTIFICATE };
  if (name !== 'callplan')
    return costOf([LOOP, `${count}.json`, name === 'sdk' ? proxy : String(ports.plivo)], folder, env);
  // What an earlier round called would be skipped, and a record of the same plan beside it be refused.
  for (const earlier of [1, TROUBLED, CALLS])
    await rm(join(folder, `${earlier}.lock.jsonl`), { force: true });
  const flags = ['--yes', '--new', '--cps', '1000000', '--concurrency', '10', '--format', 'json'];
  return costOf([BIN, 'run', ...flags, `${count}.yaml`], folder, { ...env, HTTPS_PROXY: proxy });
}

function costOf(args: readonly string[], folder: string, env: NodeJS.ProcessEnv): Cost {
  const report = `process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('\\ncpu '+(user+system)/1000)})`;
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  // 6: with trouble on the way, calls are left in doubt.
  const { ms, stderr } = runNode(['--import', preload, ...args], folder, env, [0, 6]);
  return { wall: ms, cpu: Number(/cpu ([\d.]+)$/.exec(stderr)?.[1]) };
}
