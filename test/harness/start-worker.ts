import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What came of a file. */
export interface Result {
  readonly passed: number;
  /** Tests that failed, and what else is wrong. */
  readonly failed: readonly string[];
  readonly skipped: number;
  /** Why some were skipped, a line a subject. */
  readonly reasons: readonly string[];
}

export interface Heard extends Result {
  readonly printed: string;
  /** Whether the process has ended. */
  readonly isOver: boolean;
}

/** A process that runs test files, one at a time. */
export interface Worker {
  readonly run: (program: string) => Promise<Heard>;
  /** Lets the process end. */
  readonly end: () => Promise<Heard>;
}

/** What a worker gets in place of a program when there are no more. */
export const END = '';

/** Begins the line in which a worker tells a result. */
export const RESULT = '\u0000result ';
const RESULT_LINE = new RegExp(`\n${RESULT}(.*)\n`);

/** Starts the program of worker.ts. A test prints something when it ends: a process that prints nothing for so long hangs, and is killed. */
export function startWorker(program: string, env: NodeJS.ProcessEnv, silenceMs: number): Worker {
  const child = fork(program, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  // Its end says what became of it.
  child.on('error', () => undefined);
  const listener = listen(child);
  const ended = endOf(child, silenceMs);
  const heard = async (mayEnd: boolean): Promise<Heard> => {
    const told = await Promise.race([listener.result(), ended]);
    const printed = listener.takePrinted();
    if (typeof told === 'object') return { ...told, printed, isOver: false };
    const failed =
      mayEnd && told === 0 ? [] : [typeof told === 'string' ? told : `ended its process with ${told}`];
    return { passed: 0, failed, skipped: 0, reasons: [], printed, isOver: true };
  };
  return {
    run: (file) => {
      child.send(file);
      return heard(false);
    },
    end: () => {
      child.send(END);
      return heard(true);
    },
  };
}

/** Tells the results that a process prints, and what else it has printed. */
function listen({ stdout, stderr }: ChildProcess): {
  result: () => Promise<Result>;
  takePrinted: () => string;
} {
  let [out, err] = ['', ''];
  let tell: ((result: Result) => void) | undefined;
  (stderr as Readable).setEncoding('utf8').on('data', (text: string) => (err += text));
  (stdout as Readable).setEncoding('utf8').on('data', (text: string) => {
    out += text;
    const [printed = '', result] = out.split(RESULT_LINE);
    if (result === undefined) return;
    out = printed;
    tell?.(JSON.parse(result) as Result);
  });
  return {
    result: () => new Promise((resolve) => (tell = resolve)),
    takePrinted: () => {
      const printed = `${out}${err}`;
      [out, err] = ['', ''];
      return printed;
    },
  };
}

/** What ended a process: a signal, or nothing worse than its exit code. What it printed has been read by then. */
async function endOf(child: ChildProcess, silenceMs: number): Promise<number | string> {
  let problem: string | undefined;
  const silence = setTimeout(() => {
    problem = `printed nothing for ${silenceMs / 1000} s`;
    child.kill('SIGKILL');
  }, silenceMs);
  child.stdout?.on('data', () => silence.refresh());
  const closed = once(child, 'close');
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals];
  clearTimeout(silence);
  // A process that it left behind may keep the pipe open.
  await Promise.race([closed, sleep(1000, undefined, { ref: false })]);
  return problem ?? code ?? `was ended by ${signal}`;
}
