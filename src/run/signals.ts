import type { Stop } from './stop.js';
import type { Io } from '../io/io.js';

/** Within this time a second signal is taken for an echo of the first. */
const ECHO_MS = 500;

/**
 * The first signal stops what goes on in order: nothing starts, replies are awaited; `words` tell so. The second ends it at once;
 * intents are on disk.
 */
export function listenForSignals(
  io: Io,
  stop: Stop,
  words = 'no further call is started; waiting for the replies to those on their way',
): { exit: () => number | undefined; off: () => void } {
  let exit: number | undefined;
  let heardAt = 0;
  const off = io.onSignal((signal, exitCode) => {
    // npx and other parents pass a Ctrl-C on that the process has had from the terminal already.
    if (exit !== undefined && io.clock.now() - heardAt < ECHO_MS) return;
    if (exit !== undefined) io.end(exitCode);
    exit = exitCode;
    heardAt = io.clock.now();
    stop.now(`stopped by ${signal}`);
    io.stderr.write(`\n${signal}: ${words}. Once more ends at once.\n`);
  });
  return { exit: () => exit, off };
}
