import { main } from './cli/main.js';
import { systemClock, systemRandom } from './io/clock.js';

// The event loop can run dry while a call is awaited. An end that nobody announced must not look like success.
process.exitCode = 3;
let finished = false;
process.once('beforeExit', () => {
  if (!finished)
    process.stderr.write('error: callplan ended before its work was done; look at callplan status\n');
});

// A reader that went away (`| head`), a full disk or a closed terminal must not take a run down in the middle of a call.
const unprinted = { any: false };
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') unprinted.any = true;
  });

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

void main({
  host: process,
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  clock: systemClock,
  random: systemRandom,
  // Opened when first asked for: `--help` needs no standard input.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  end: (exitCode) => process.exit(exitCode),
  // An uncaught rejection is one of these.
  onUncaught: (handler) => process.on('uncaughtException', handler),
  onSignal: (handler) => {
    const listeners = Object.entries(signals).map(([name, code]) => {
      const listener = (signal: NodeJS.Signals): void => {
        handler(signal, code);
      };
      process.on(name, listener);
      return () => process.off(name, listener);
    });
    return () => {
      for (const off of listeners) off();
    };
  },
}).then((exitCode) => {
  finished = true;
  // What could not be printed is no success.
  process.exitCode = unprinted.any && exitCode === 0 ? 3 : exitCode;
  // Node aborts when it ends on a terminal that was closed under it.
  if (unprinted.any && exitCode === signals.SIGHUP) process.kill(process.pid, 'SIGKILL');
});
