import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { bundleText } from '../harness/bundle.js';
import type { Order, Result } from './host.js';

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
  const host = idle.pop() ?? startHost(await (program ??= bundleText(join(import.meta.dirname, 'host.ts'))));
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
  return {
    run: async (order) => {
      keepAlive(child, true);
      child.send(order);
      const result = await answer(child);
      keepAlive(child, false);
      return result;
    },
  };
}

function answer(child: ChildProcess): Promise<Result> {
  return new Promise((resolve, reject) => {
    const ended = (exit: number | null): void => {
      reject(new Error(`the process that runs command lines ended with ${exit ?? 'a signal'}`));
    };
    child.once('exit', ended);
    child.once('message', (result: Result) => {
      child.off('exit', ended);
      resolve(result);
    });
  });
}

/** Whether this process waits for the other one; it does while a command line runs. */
function keepAlive(child: ChildProcess, wanted: boolean): void {
  for (const handle of [child, child.channel])
    if (wanted) handle?.ref();
    else handle?.unref();
}
