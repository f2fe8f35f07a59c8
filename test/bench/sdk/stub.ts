import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A certificate for api.plivo.com that nothing but the tests trusts. */
export const CERTIFICATE = fileURLToPath(new URL('../../plivo/tls/cert.pem', import.meta.url));

export const CREDENTIALS = { PLIVO_AUTH_ID: 'MABENCHBENCHBENCHBEN', PLIVO_AUTH_TOKEN: 'token-of-the-bench' };

export interface Ports {
  readonly plivo: number;
  readonly proxy: number;
  readonly control: number;
}

export interface Stub {
  readonly ports: Ports;
  /** How often each call arrived since it was last asked. From then on the share `faults` of the requests meets a 502 or a reset. */
  readonly arrivals: (faults?: number) => Promise<ReadonlyMap<string, number>>;
  readonly close: () => void;
}

/** Starts server.ts in a process of its own, so that it takes no time from those who are measured. */
export async function startStub(): Promise<Stub> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('server.ts', import.meta.url))],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const [text] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const ports = JSON.parse(text) as Ports;
  return {
    ports,
    arrivals: async (faults = 0) => {
      const reply = await fetch(`http://127.0.0.1:${ports.control}/?${faults}`);
      return new Map((await reply.json()) as [string, number][]);
    },
    close: () => child.stdin.end(),
  };
}
