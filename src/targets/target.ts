import { hash } from 'node:crypto';
import type { Account } from '../ledger/ledger.js';
import { createClient, type Client } from '../plivo/client.js';
import { readCredentials } from '../plivo/credentials.js';
import { isLoopback, parseOrigin } from '../plivo/origin.js';
import { proxyFor } from '../plivo/proxy.js';
import type { Io } from '../io/io.js';

/** Requests a second: 250 within 5 s, so that there is room for the account's others. */
export const READS_PER_SECOND = 50;

/** Where calls are sent, and what a lockfile says of it. */
export interface Target {
  readonly account: Account;
  /** For the question before spending: `through the Plivo account …1234`. */
  readonly where: string;
  readonly client: Client;
  /** How fast calls may be read back and canceled. */
  readonly readsPerSecond: number;
  readonly close: () => Promise<void>;
}

/** Plivo, or what --api-url or CALLPLAN_API_URL name in its place. Throws Faults for credentials, address and proxy. */
export function openPlivo(env: Io['env'], apiUrl: string | undefined): Target {
  const [value, where] =
    apiUrl === undefined ? [env['CALLPLAN_API_URL'], 'CALLPLAN_API_URL'] : [apiUrl, '--api-url'];
  const origin = parseOrigin(value ?? 'https://api.plivo.com', where);
  const credentials = readCredentials(env);
  const proxy = proxyFor(origin, env);
  const client = createClient({ origin, credentials, ...(proxy === undefined ? {} : { proxy }) });
  const { authId } = credentials;
  return {
    // What runs on this machine is an emulator: its record must never be taken for that of real calls.
    account: { target: isLoopback(new URL(origin)) ? 'simulator' : 'plivo', account: fingerprint(authId) },
    where: `through the Plivo account …${authId.slice(-4)}${value === undefined ? '' : ` at ${origin}`}`,
    client,
    readsPerSecond: READS_PER_SECOND,
    close: () => Promise.resolve(),
  };
}

/** Tells accounts apart in a lockfile without naming them. */
export function fingerprint(authId: string): string {
  return hash('sha256', `callplan:${authId}`, 'hex').slice(0, 16);
}
