import type { Clock } from './clock.js';
import type { Host } from './lock/identity.js';
import type { Hide } from '../privacy/redact.js';
import { colorsFor, type Colors } from '../text/colors.js';
import { jsonText } from '../text/json-text.js';

/** The world outside, handed in from the entry: nothing below it knows of `process`. */
export interface World {
  /** The process that holds lockfiles. */
  readonly host: Host;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Between 0 and 1, for jitter and for ids. */
  readonly random: () => number;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Ends the process at once. */
  readonly end: (exitCode: number) => never;
  /** Calls back with the exit code that each SIGINT, SIGTERM or SIGHUP asks for; returns how to stop listening. */
  readonly onSignal: (handler: (signal: NodeJS.Signals, exitCode: number) => void) => () => void;
  /** Calls back with an error that nothing has caught, a rejection among them. */
  readonly onUncaught: (handler: (error: unknown) => void) => void;
}

/** The world as commands see it: what they write to its streams, and to files by way of `hide`, holds no secret of the environment. */
export interface Io extends World {
  readonly hide: Hide;
  /** Has GitHub mask the credentials in the log of its job, where it is GitHub that runs this. */
  readonly maskInLog: () => void;
}

/** Whether nobody watches: a CI service, or no terminal. Then lines are plain and nothing is asked. */
export function isUnattended({ env, stderr, stdin }: Io): boolean {
  return isCi(env) || !stderr.isTTY || !stdin.isTTY;
}

/** Whether a CI service runs this, by the variable that they all set. */
export function isCi(env: Io['env']): boolean {
  const ci = env['CI'];
  return ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false';
}

/** Colours for stdout. */
export function outColors({ stdout, env }: Io): Colors {
  return colorsFor(stdout.isTTY, env);
}

/** Colours for stderr. */
export function errColors({ stderr, env }: Io): Colors {
  return colorsFor(stderr.isTTY, env);
}

/** Prints a value as JSON, the only thing on stdout. */
export function printJson(io: Io, value: unknown): void {
  io.stdout.write(jsonText(value));
}
