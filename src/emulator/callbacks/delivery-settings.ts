/** Why a request to a callback URL failed, in the words of the setting `rp`; `other` is retried under `all` alone. */
export type Failure = 'ct' | 'rt' | '4xx' | '5xx' | 'other';

/** How a callback is delivered. */
export interface DeliverySettings {
  /** To open a connection, the handshake of TLS included. */
  readonly connectMs: number;
  /** To the beginning of the answer, and between its parts. */
  readonly readMs: number;
  /** For all attempts together. */
  readonly totalMs: number;
  readonly attempts: number;
  readonly retriedOn: (failure: Failure) => boolean;
}

/** The settings of delivery in a URL's fragment. */
export interface Fragment {
  readonly settings: Partial<DeliverySettings>;
  /** The parts that are not settings, or whose value is out of range. */
  readonly ignored: readonly string[];
}

/** Plivo's defaults for callback URLs. */
export const usualSettings: DeliverySettings = {
  connectMs: 2000,
  readMs: 40_000,
  totalMs: 55_000,
  attempts: 2,
  retriedOn: (failure) => failure === 'ct' || failure === 'rt',
};

/** For the URLs that give a call its instructions: up to three attempts within a minute, after any failure. */
export const answerSettings: DeliverySettings = {
  ...usualSettings,
  totalMs: 60_000,
  attempts: 3,
  retriedOn: () => true,
};

const REGIONS = ['nearest', 'local', 'n_california', 'n_virginia', 'frankfurt', 'singapore', 'mumbai'];
const POLICIES = ['4xx', '5xx', 'ct', 'rt', 'all'];

/** Undefined for a value that is not allowed. */
const settingReaders: Readonly<Record<string, (value: string) => Partial<DeliverySettings> | undefined>> = {
  ct: (value) => whole(value, 100, 10_000, (connectMs) => ({ connectMs })),
  rt: (value) => whole(value, 100, 40_000, (readMs) => ({ readMs })),
  tt: (value) => whole(value, 100, 55_000, (totalMs) => ({ totalMs })),
  rc: (value) => whole(value, 0, 5, (retries) => ({ attempts: retries + 1 })),
  rp: readPolicy,
  // The emulator has no regions.
  er: (value) => (REGIONS.includes(value) ? {} : undefined),
};

/** Reads `#ct=2000&rt=40000&…`; of a setting that is repeated the first one counts. */
export function parseFragment(url: string): Fragment {
  const hash = url.indexOf('#');
  let settings: Partial<DeliverySettings> = {};
  const ignored: string[] = [];
  const seen = new Set<string>();
  if (hash === -1 || hash === url.length - 1) return { settings, ignored };
  for (const part of url.slice(hash + 1).split('&')) {
    const [, key = '', value = ''] = /^([a-z]{2})=(.*)$/s.exec(part) ?? [];
    const setting =
      seen.has(key) || !Object.hasOwn(settingReaders, key) ? undefined : settingReaders[key]?.(value);
    if (setting === undefined) ignored.push(part);
    else seen.add(key);
    settings = { ...settings, ...setting };
  }
  return { settings, ignored };
}

function whole<T>(text: string, least: number, most: number, make: (value: number) => T): T | undefined {
  const value = Number(text);
  return /^\d{1,6}$/.test(text) && value >= least && value <= most ? make(value) : undefined;
}

function readPolicy(text: string): Partial<DeliverySettings> | undefined {
  const policies = text.split(',');
  if (!policies.every((policy) => POLICIES.includes(policy))) return undefined;
  return { retriedOn: (failure) => policies.includes('all') || policies.includes(failure) };
}
