import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { Fault } from '../diagnostics/fault.js';

/** git in one work tree. Nothing of what it says holds a remote's credentials. */
export interface Git {
  /** What git printed. Throws Fault `git` when it did not succeed. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<string>;
  /** The same, bytes for bytes. */
  readonly read: (args: readonly string[], options?: RunOptions) => Promise<Buffer>;
  /** What came of it, when failing is an answer too. Throws Fault `git` only where there is no git. */
  readonly ask: (args: readonly string[], options?: RunOptions) => Promise<Answer>;
  readonly cwd: string;
}

export interface Answer {
  readonly ok: boolean;
  /** Without the last line end. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  /** Variables beside those that git is started with. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it after so long. */
  readonly timeoutMs?: number;
}

export interface GitOptions {
  /** The folder that git is started in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends what runs, and lets nothing more begin. */
  readonly signal?: AbortSignal;
  /** For looking at what a stranger has written: no network, no program of the repository's, and no repository above `cwd`. */
  readonly sealed?: boolean;
}

/** Long enough for anything that stays on this machine. */
const TIMEOUT_MS = 60_000;

/**
 * Hooks could refuse or change a lockfile, or be code that a branch brought with it; nothing else is to be started in the
 * background.
 */
const QUIET = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
  '--literal-pathspecs',
];

const SEALED = ['--no-replace-objects', '-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never'];

/** A clone without all objects would fetch those that are asked for. */
const sealedEnvironment = (cwd: string): NodeJS.ProcessEnv => ({
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_CEILING_DIRECTORIES: dirname(cwd),
});

/** git in a folder. */
export function openGit(options: GitOptions): Git {
  const read: Git['read'] = async (args, run) => {
    const { ok, out, err } = await start(options, args, run);
    if (!ok) throw new Fault('git', { problem: lastWords(err) });
    return out;
  };
  return {
    cwd: options.cwd,
    read,
    run: async (args, run) => (await read(args, run)).toString().replace(/\n$/, ''),
    ask: async (args, run) => {
      const { ok, out, err } = await start(options, args, run);
      return { ok, stdout: withoutCredentials(out.toString()).replace(/\n$/, ''), stderr: err };
    },
  };
}

interface Ended {
  readonly ok: boolean;
  readonly out: Buffer;
  readonly err: string;
}

/** The only place that starts git. */
function start(
  { cwd, env, signal, sealed = false }: GitOptions,
  args: readonly string[],
  { input = '', env: more, timeoutMs = TIMEOUT_MS }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      [...QUIET, ...(sealed ? SEALED : []), ...args],
      {
        cwd,
        env: { ...environment(env), ...(sealed ? sealedEnvironment(cwd) : {}), ...more },
        encoding: 'buffer',
        maxBuffer: 1 << 30,
        timeout: timeoutMs,
        ...(signal && { signal }),
      },
      (error, stdout, stderr) => {
        const problem = error && unstarted(error, timeoutMs);
        if (error?.code === 'ENOENT')
          reject(new Fault('git', { problem: 'it cannot be started; is it installed?' }, error));
        else resolve({ ok: !error, out: stdout, err: withoutCredentials(problem ?? stderr.toString()) });
      },
    );
    child.stdin?.on('error', () => undefined).end(input);
  });
}

function unstarted(error: Error & { killed?: boolean }, timeoutMs: number): string | undefined {
  if (error.name === 'AbortError') return 'fatal: it was ended, since time was up';
  return error.killed ? `fatal: it did not end within ${timeoutMs / 1000} s` : undefined;
}

/** No question on a terminal, words that can be read by a program, no trace of headers, and nothing that git has no use for. */
function environment(env: GitOptions['env']): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(?:GIT_TRACE|GIT_CURL_VERBOSE|PLIVO_)/.test(name));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}

/** Takes what stands before a host out of every address in a text. */
export function withoutCredentials(text: string): string {
  return text.replace(/(?<=:\/\/)[^\s/]*@/g, '');
}

/** What git gave as the reason, on one line. */
export function lastWords(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const telling = lines.filter((line) => /^(?:fatal|error|remote|!)\b|^! /.test(line));
  return (
    (telling.length > 0 ? telling : lines)
      .slice(-4)
      .map((line) => line.replace(/^(?:fatal|error): /, ''))
      .join('; ') || 'no reason was given'
  );
}
