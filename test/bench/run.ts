import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { alternate, BIN, median, runNode, runScript, withFolder } from './measure.js';
import { writeSample } from './plans.js';

const CALLS = 10_000;
const ROUNDS = 3;

/**
 * Simulated runs, per call, against a bare loop that sends the same bodies. Each is a whole process less the same process with a
 * single call, so that starting counts for nobody.
 */
export function run(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, '.git'));
    for (const count of [1, CALLS]) await writeSample(folder, count);
    const perCall = alternate(
      {
        callplan: () => perCallMs((count) => simulate(folder, count)),
        fresh: () => perCallMs((count) => loop(folder, count, 'fresh')),
        kept: () => perCallMs((count) => loop(folder, count, 'kept')),
      },
      ROUNDS,
    );
    return [
      { name: 'bare loop, a fresh connection per call: per call', value: perCall.fresh, unit: 'ms' },
      {
        name: 'run --simulate per call / bare loop, fresh connections',
        value: perCall.callplan / perCall.fresh,
        aim: 1.5,
      },
      {
        name: 'run --simulate per call / bare loop, kept connections',
        value: perCall.callplan / perCall.kept,
      },
      { name: 'one line and its fdatasync', value: fdatasyncMs(folder), unit: 'ms' },
    ];
  });
}

function perCallMs(measure: (count: number) => number): number {
  return (measure(CALLS) - measure(1)) / (CALLS - 1);
}

function simulate(folder: string, count: number): number {
  // What an earlier round called would be skipped.
  rmSync(join(folder, '.callplan'), { recursive: true, force: true });
  const flags = ['--simulate', '--cps', '1000000', '--format', 'json'];
  return runNode([BIN, 'run', ...flags, `${count}.yaml`], folder).ms;
}

function loop(folder: string, count: number, connections: 'fresh' | 'kept'): number {
  return runScript('run-loop.ts', join(folder, `${count}.json`), connections).ms;
}

/** What the disk alone costs a call whose intent is made durable by itself. */
function fdatasyncMs(folder: string): number {
  const file = openSync(join(folder, 'line'), 'a');
  const times = Array.from({ length: 200 }, () => {
    const started = performance.now();
    writeSync(file, `${'x'.repeat(200)}\n`);
    fdatasyncSync(file);
    return performance.now() - started;
  });
  closeSync(file);
  return median(times);
}
