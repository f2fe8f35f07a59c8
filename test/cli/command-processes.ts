import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ask } from '../harness/ask.js';
import { bundleText } from '../harness/bundle.js';
import type { Order, Result } from './command-process.js';

/** A process that runs one command line at a time. */
interface Host {
  readonly run: (order: Order) => Promise<Result>;
}

const idle: Host[] = [];
let program: Promise<string> | undefined;

/**
 * Runs a command line by `main` in a process that has run others before, since to start the command costs ten times as much as to run
 * it. A process whose command line came to no end is not used again.
 */
export async function runInHost(order: Order): Promise<Result> {
  const host =
    idle.pop() ?? startHost(await (program ??= bundleText(join(import.meta.dirname, 'command-process.ts'))));
  const result = await host.run(order);
  idle.push(host);
  return result;
}

function startHost(text: string): Host {
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  child.stdin?.end(text);
  return { run: (order) => ask<Result>(child, order) };
}
