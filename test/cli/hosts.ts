import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
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
  const host = idle.pop() ?? startHost(await (program ??= bundleHost()));
  const result = await host.run(order);
  idle.push(host);
  return result;
}

async function bundleHost(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'host.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    // cosmiconfig would load it for .ts settings, which are never loaded.
    external: ['typescript'],
    // Packages in CommonJS call require() for built-in modules.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
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
