/**
 * The Node build of cross-fetch, described as it really is. Its own types describe the browser's: they hide `agent`, call the body a
 * web stream, and bring the DOM's global names into every file of the program.
 */
declare module 'cross-fetch/dist/node-ponyfill.js' {
  import type { Agent } from 'node:http';
  import type { Readable } from 'node:stream';

  interface RequestInit {
    readonly method: 'POST' | 'GET' | 'DELETE';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly agent: Agent;
    readonly redirect: 'manual';
    readonly compress: boolean;
    readonly signal: AbortSignal;
  }

  interface Response {
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    readonly body: Readable;
  }

  export function fetch(url: string, init: RequestInit): Promise<Response>;
}
