import type { CallbackName } from '../../diagnostics/catalog/callbacks.js';
import type { Finding } from '../../diagnostics/diagnostic.js';
import { anyOf } from '../../diagnostics/entry.js';
import { nearest } from '../../diagnostics/nearest.js';
import { known, quote } from '../../privacy/quoted.js';

interface Setting {
  readonly expected: string;
  readonly allows: (value: string) => boolean;
}

const REGIONS = ['nearest', 'local', 'n_california', 'n_virginia', 'frankfurt', 'singapore', 'mumbai'];
const RETRIED = ['4xx', '5xx', 'ct', 'rt', 'all'];

/** How Plivo's delivery of a callback is tuned. */
const settings: Readonly<Record<string, Setting>> = {
  ct: between(100, 10_000, 'milliseconds'),
  rt: between(100, 40_000, 'milliseconds'),
  tt: between(100, 55_000, 'milliseconds'),
  rc: between(0, 5, 'retries'),
  rp: {
    expected: `${anyOf(RETRIED)}, or several of them joined by commas`,
    allows: (value) => value.split(',').every((part) => RETRIED.includes(part)),
  },
  er: { expected: anyOf(REGIONS), allows: (value) => REGIONS.includes(value) },
};
const allowed = Object.keys(settings).map(known);

/** What is wrong with what stands behind the # of a URL. */
export function fragmentFindings(name: CallbackName, url: string): Finding[] {
  const hash = url.indexOf('#');
  if (hash === -1 || hash === url.length - 1) return [];
  const parts = url
    .slice(hash + 1)
    .split('&')
    .map(splitPart);
  if (!parts.some(({ key }) => Object.hasOwn(settings, key)) && !parts.every(isLikeSetting))
    return [{ code: 'callback-fragment', args: { name } }];
  const seen = new Set<string>();
  return parts.flatMap(({ key, value }): Finding[] => {
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (!setting) return [unknownKey(name, key)];
    if (seen.has(key)) return [{ code: 'callback-tuning-repeated', args: { name, key: known(key) } }];
    seen.add(key);
    if (setting.allows(value)) return [];
    const args = { name, key: known(key), value: quote(value), expected: known(setting.expected) };
    return [{ code: 'callback-tuning-value', args }];
  });
}

interface Part {
  readonly key: string;
  readonly value: string;
}

function splitPart(part: string): Part {
  const [key = '', ...rest] = part.split('=');
  return { key, value: rest.join('=') };
}

function isLikeSetting({ key, value }: Part): boolean {
  return value !== '' && /^[A-Za-z_]{1,20}$/.test(key);
}

function unknownKey(name: CallbackName, key: string): Finding {
  const near = nearest(key, allowed);
  return {
    code: 'callback-tuning-key',
    args: { name, key: quote(key), allowed, ...(near === undefined ? {} : { nearest: near }) },
  };
}

function between(least: number, most: number, unit: string): Setting {
  return {
    expected: `a whole number of ${unit} from ${least} to ${most}`,
    allows: (value) => /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most,
  };
}
