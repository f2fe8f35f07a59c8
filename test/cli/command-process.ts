/**
 * Runs the command lines that its parent sends, one after the other, as the command would run each. This is a process of its own since
 * lockfiles are opened by their path in the current folder, which it alone may change.
 */
import { Readable, Writable } from 'node:stream';
import type { World } from '../../src/io/io.js';
import { main } from '../../src/cli/main.js';
import { systemClock } from '../../src/io/clock.js';

/** A command line, and where it is typed. */
export interface Order {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
}

export interface Result {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A stream to no terminal, what was written to it, and what of that did not end a line. */
function pipe(): { stream: NodeJS.WriteStream; text: () => string; parts: () => string[] } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    text: () => Buffer.concat(chunks).toString(),
    parts: () => chunks.map(String).filter((text) => !/(^|\n)$/.test(text)),
  };
}

async function run({ cwd, args, env, input }: Order): Promise<Result> {
  process.chdir(cwd);
  const [stdout, stderr] = [pipe(), pipe()];
  const io: World = {
    host: process,
    args,
    env,
    cwd,
    stdin: Readable.from(input === '' ? [] : [input]) as unknown as NodeJS.ReadStream,
    stdout: stdout.stream,
    stderr: stderr.stream,
    // Signals are for a process that nobody else runs in.
    onSignal: () => () => undefined,
    clock: systemClock,
    random: Math.random,
    onUncaught: () => undefined,
    end: (exitCode) => {
      throw new Error(`ended with ${exitCode}`);
    },
  };
  const exit = await main(io);
  const parts = [...stdout.parts(), ...stderr.parts()];
  // The redactor looks at each write by itself: a secret would pass it in two parts.
  if (parts.length > 0) return { exit: -1, stdout: '', stderr: `written in parts: ${JSON.stringify(parts)}` };
  return { exit, stdout: stdout.text(), stderr: stderr.text() };
}

process.on('message', (order: Order) => {
  void run(order).then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit());
