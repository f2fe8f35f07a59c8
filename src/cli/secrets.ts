import { fstatSync } from 'node:fs';
import { proxyLogins } from '../plivo/proxy.js';
import { redactor, type Hide } from '../privacy/redact.js';
import type { Io, World } from '../io/io.js';
import { logMasks } from '../privacy/log-masks.js';

/**
 * The world without the secrets of its environment: they are taken out of whatever is written to stdout and stderr. Each write is looked
 * at by itself, so a text is to be written in one.
 */
export function guard(world: World): Io {
  const { host, args, env, cwd, clock, random, stdout, stderr, end, onSignal, onUncaught } = world;
  const account = { authId: env['PLIVO_AUTH_ID'] ?? '', authToken: env['PLIVO_AUTH_TOKEN'] ?? '' };
  const hide = redactor(account, proxyLogins(env));
  return {
    host,
    args,
    env,
    cwd,
    clock,
    random,
    end,
    onSignal,
    onUncaught,
    // Opened when first asked for.
    get stdin() {
      return world.stdin;
    },
    stdout: hiding(stdout, hide),
    stderr: hiding(stderr, hide),
    hide,
    // Past the redactor, which would hide what GitHub is to be told.
    maskInLog: () => {
      // A file would keep what the runner is to hide.
      if (!isFile(stderr)) stderr.write(logMasks(account, env));
    },
  };
}

/** Whether what is written to a stream of this process ends in a file, without a runner to read it on its way. */
function isFile(stream: NodeJS.WriteStream): boolean {
  const { fd } = stream as { fd?: number };
  return fd !== undefined && fstatSync(fd).isFile();
}

/** A stream that hides secrets in the texts that are written to it, and is the given one in all else. */
function hiding(stream: NodeJS.WriteStream, hide: Hide): NodeJS.WriteStream {
  // listr2 puts a function of its own in the place of this one, and the one it found back again.
  let write = (text: string | Uint8Array, ...rest: []): boolean =>
    stream.write(hide(Buffer.from(text).toString()), ...rest);
  return new Proxy(stream, {
    get: (_, key) => {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(stream, key);
      return typeof value === 'function' ? (value.bind(stream) as unknown) : value;
    },
    set: (_, key, value) => {
      if (key !== 'write') return Reflect.set(stream, key, value);
      write = value as typeof write;
      return true;
    },
  });
}
