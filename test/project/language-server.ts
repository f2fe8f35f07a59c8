import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scope } from '../harness/spec.js';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

export interface EditorDiagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** A YAML language server, as an editor drives it. */
export interface LanguageServer {
  /** Opens a text under a path and gives what the server finds in it. */
  readonly diagnose: (path: string, text: string) => Promise<EditorDiagnostic[]>;
  /** The hover text at a place of an opened document; lines and characters from 0. */
  readonly hover: (path: string, line: number, character: number) => Promise<string>;
  /** The labels offered at a place of an opened document. */
  readonly complete: (path: string, line: number, character: number) => Promise<string[]>;
}

/** What an editor's settings would say: nothing is looked up outside of this machine. */
const settings = { yaml: { schemaStore: { enable: false }, validate: true, hover: true, completion: true } };

/** Starts the real server over stdio; it ends with the test. */
export async function startLanguageServer(scope: Scope): Promise<LanguageServer> {
  const packageFile = createRequire(import.meta.url).resolve('yaml-language-server/package.json');
  const child = spawn(process.execPath, [
    join(dirname(packageFile), 'bin', 'yaml-language-server'),
    '--stdio',
  ]);
  scope.defer(() => child.kill());
  const waiting = new Map<number, (result: unknown) => void>();
  const published = new Map<string, (diagnostics: EditorDiagnostic[]) => void>();
  let lastId = 0;

  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const request = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++lastId, resolve);
      send({ id: lastId, method, params });
    });
  const receive = ({ id, method, params, result }: Message): void => {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: EditorDiagnostic[] };
      published.get(uri)?.(diagnostics);
    } else if (method === 'workspace/configuration') {
      const { items } = params as { items: { section?: string }[] };
      send({ id, result: items.map(({ section }) => (section === 'yaml' ? settings.yaml : null)) });
    } else if (method !== undefined && id !== undefined) send({ id, result: null });
    else if (method === undefined) waiting.get(Number(id))?.(result);
  };
  child.stdout.on('data', frames(receive));

  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { publishDiagnostics: {}, hover: { contentFormat: ['plaintext'] } },
    },
  });
  send({ method: 'initialized', params: {} });
  send({ method: 'workspace/didChangeConfiguration', params: { settings } });

  const at = (path: string, line: number, character: number): object => ({
    textDocument: { uri: pathToFileURL(path).href },
    position: { line, character },
  });
  return {
    diagnose: (path, text) =>
      new Promise((resolve) => {
        const uri = pathToFileURL(path).href;
        published.set(uri, resolve);
        send({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
        });
      }),
    hover: async (path, line, character) =>
      JSON.stringify(await request('textDocument/hover', at(path, line, character))),
    complete: async (path, line, character) => {
      const found = (await request('textDocument/completion', at(path, line, character))) as {
        items: { label: string }[];
      };
      return found.items.map(({ label }) => label);
    },
  };
}

/** Cuts a stream into the protocol's messages. */
function frames(receive: (message: Message) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (\d+)/i.exec(pending.subarray(0, Math.max(end, 0)).toString())?.[1] ?? NaN,
      );
      if (end === -1 || !(pending.length >= end + 4 + length)) return;
      receive(JSON.parse(pending.subarray(end + 4, end + 4 + length).toString()) as Message);
      pending = pending.subarray(end + 4 + length);
    }
  };
}
