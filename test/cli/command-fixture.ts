import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Scope } from '../harness/spec.js';
import type { Result } from './command-process.js';
import { runInHost } from './command-processes.js';
import { bin } from '../harness/places.js';

export type { Result } from './command-process.js';

export const credentials = {
  PLIVO_AUTH_ID: 'MATESTTESTTESTTESTTE',
  PLIVO_AUTH_TOKEN: 'secret-token-0123456789',
};

/** Nothing of this machine's environment reaches the command but PATH. */
export interface RunOptions {
  readonly env?: Record<string, string>;
  readonly input?: string;
}

export interface HostOptions extends RunOptions {
  /** Where in the folder it is typed. */
  readonly below?: string;
}

export interface SpawnOptions extends RunOptions {
  /** Gets the process while it runs. */
  readonly during?: (child: ChildProcess) => void;
}

/** A folder of its own, with `.git` so that it counts as a repository, and the command in it. Arguments are split at spaces. */
export interface CommandFixture {
  readonly folder: string;
  readonly write: (files: Record<string, string>) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
  /** Runs a command line without a process of its own, which is quick. */
  readonly callplan: (args: string, options?: HostOptions) => Promise<Result>;
  /** Runs it as users do, by the built command: for what is about the process, and once for each command. */
  readonly spawned: (args: string, options?: SpawnOptions) => Promise<Result>;
}

export async function commandFixture(
  scope: Scope,
  files: Record<string, string> = {},
  prepared?: string,
): Promise<CommandFixture> {
  const folder = prepared ?? (await scope.folder());
  const write = async (contents: Record<string, string>): Promise<void> => {
    for (const [file, text] of Object.entries(contents)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
  };
  await mkdir(join(folder, '.git'), { recursive: true });
  await write(files);
  return {
    folder,
    write,
    read: (file) => readFile(join(folder, file), 'utf8'),
    callplan: (args, { env, input = '', below = '' } = {}) =>
      runInHost({ cwd: join(folder, below), args: splitArgs(args), env: withPath(env), input }),
    spawned: (args, options) => spawned(folder, args, options),
  };
}

function splitArgs(args: string): string[] {
  return args.split(' ').filter((arg) => arg !== '');
}

function withPath(env: Record<string, string> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', ...env };
}

function spawned(cwd: string, args: string, { env, input = '', during }: SpawnOptions = {}): Promise<Result> {
  const child = spawn(process.execPath, [bin, ...splitArgs(args)], { cwd, env: withPath(env) });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  child.stdin.on('error', () => undefined).end(input);
  during?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => {
      resolve({ exit, ...output });
    });
  });
}

/** A plan of `destinations`, each a YAML line. */
export function planText(destinations: readonly string[], extra = ''): string {
  return `version: 1
name: case
edition: "1"
from: "+14152224444"
callbacks: { answer: https://voice.example.com/answer.xml, hangup: null }
${extra}
destinations:
${destinations.map((line) => `  - ${line}\n`).join('')}`;
}

/** A server in Plivo's place whose replies are written by the test; `received` is what really arrived. */
export interface Double {
  readonly origin: string;
  readonly received: readonly Record<string, unknown>[];
}

export type Reply = (response: ServerResponse, request: IncomingMessage, count: number) => void;

export async function plivoDouble(scope: Scope, reply: Reply): Promise<Double> {
  const received: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      received.push((text === '' ? {} : JSON.parse(text)) as Record<string, unknown>);
      reply(response, request, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** Answers as Plivo does when it has placed a call. */
export const fired: Reply = (response, _, count) => {
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: 'call fired', request_uuid: `uuid-${count}`, api_id: 'api' }));
};

/** Interrupts a run by its first request, which is answered once the run has said that it heard: it could hear the answer first. */
export function interrupting(signal: NodeJS.Signals): {
  readonly reply: Reply;
  readonly during: (child: ChildProcess) => void;
} {
  let child: ChildProcess | undefined;
  let answerFirst = (): void => undefined;
  return {
    reply: (response, request, count) => {
      if (count > 1) {
        fired(response, request, count);
        return;
      }
      answerFirst = () => {
        fired(response, request, count);
      };
      child?.kill(signal);
    },
    during: (started) => {
      child = started;
      child.stderr?.on('data', (text: string) => {
        if (text.includes('no further call')) answerFirst();
      });
    },
  };
}

/** Answers with a status and Plivo's error shape. */
export function refuse(status: number, error: string): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ api_id: 'api', error }));
  };
}
