import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Random } from '../../harness/random.js';
import { BIN } from '../measure.js';
import type { FaultyPlivo } from './plivo.js';

/** How a process came to its end: with an exit code, or killed. */
export interface End {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

const env = {
  PATH: process.env['PATH'],
  PLIVO_AUTH_ID: 'MASOAKSOAKSOAKSOAKSO',
  PLIVO_AUTH_TOKEN: 'soaked-token',
};

/**
 * Starts the real command in `folder` and ends it at a moment that `random` picks: while it starts, or when so many requests have
 * arrived; with SIGKILL, with a signal that it may answer in order, or with that and then SIGKILL. It may also end by itself before.
 */
export async function live(
  folder: string,
  concurrency: number,
  plivo: FaultyPlivo,
  random: Random,
): Promise<End> {
  const flags = ['--yes', '--new', '--cps', '400', '--concurrency', String(concurrency)];
  const child = spawn(process.execPath, [BIN, 'run', ...flags, '--api-url', plivo.origin], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close') as Promise<[End['exit'], End['signal']]>;
  const timers = strike(random, plivo, (signal) => child.kill(signal));
  const [exit, signal] = await ended;
  for (const timer of timers) clearTimeout(timer);
  return { exit, signal, stderr };
}

/** Plans the end. The timers must not outlive the process: its number may become another's. */
function strike(
  random: Random,
  plivo: FaultyPlivo,
  kill: (signal: NodeJS.Signals) => void,
): NodeJS.Timeout[] {
  const timers: NodeJS.Timeout[] = [];
  const later = (work: () => void, ms: number): void => {
    timers.push(setTimeout(work, ms));
  };
  const first = random.pick<NodeJS.Signals>(['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP']);
  const thenKillAfter = random.below(2) === 0 ? random.next() * 60 : undefined;
  const hit = (): void => {
    kill(first);
    if (thenKillAfter !== undefined)
      later(() => {
        kill('SIGKILL');
      }, thenKillAfter);
  };
  const delay = random.next() * 8;
  const count = 1 + random.below(80);
  if (random.below(6) === 0) later(hit, random.next() * 250);
  else
    plivo.after(count, () => {
      later(hit, delay);
    });
  return timers;
}
