import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Figure } from './figure.js';
import { alternate, BIN, median, runNode, runScript } from './measure.js';

const ROUNDS = 5;
const STARTS = 11;
/** A server that answers nothing, and says so when it listens. */
const BARE = `require('http').createServer().listen(0,'127.0.0.1',()=>process.stderr.write('listening\\n'))`;

/** The emulator against the bare server of Node's that answers a constant: how fast it answers, how soon; and what its calls weigh. */
export async function emulator(): Promise<Figure[]> {
  const rate = (kind: string): number => Number(runScript('emulator-load.ts', kind).stdout);
  const { bare, emulated } = alternate(
    { bare: () => rate('bare'), emulated: () => rate('emulator') },
    ROUNDS,
  );
  const memory = Number(
    runNode(['--expose-gc', '--import', 'tsx', 'test/bench/emulator-memory.ts'], '.', process.env).stdout,
  );
  const starts = { bare: [] as number[], emulator: [] as number[] };
  for (let round = 0; round < STARTS; round++) {
    starts.bare.push(await startUp(['-e', BARE]));
    starts.emulator.push(await startUp([BIN, 'emulator']));
  }
  return [
    { name: 'make-calls a second, bare node:http server', value: bare, unit: 'calls' },
    { name: 'make-calls a second, emulator', value: emulated, unit: 'calls' },
    { name: 'time of a make-call, emulator / bare server', value: bare / emulated, aim: 3 },
    { name: 'heap of 10,000 calls, all ended', value: memory, unit: 'MB' },
    {
      name: 'start until it listens, callplan emulator / bare server',
      value: median(starts.emulator) / median(starts.bare),
    },
  ];
}

/** Until its first line, in ms. */
async function startUp(args: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await once(child.stderr, 'data');
  const ms = performance.now() - began;
  child.kill();
  await once(child, 'exit');
  return ms;
}
