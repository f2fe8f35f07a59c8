import { encodeHeader, encodeJournalLine, encodeLockfile } from '../../src/ledger/lockfile/encode.js';
import { decodeLockfile } from '../../src/ledger/lockfile/decode.js';
import { entry, header } from '../ledger/entries.js';
import type { Figure } from './figure.js';
import { median } from './measure.js';
import { orThrow } from '../../src/diagnostics/fatal.js';

const SIZES = [1_000, 10_000, 100_000] as const;
const RUNS = { 1_000: 60, 10_000: 12, 100_000: 5 } as const;

/**
 * To read a lockfile, fold its lines and write it anew, against JSON.parse and JSON.stringify of the same lines alone: of a journal that
 * a dead run left, with an intent and an outcome a call.
 */
export function lockfile(): Promise<Figure[]> {
  const measured = SIZES.map((size) => ({ size, ...measure(size) }));
  const ratio = (index: number): number => (measured[index]?.ours ?? NaN) / (measured[index]?.json ?? NaN);
  const growth = (from: number, to: number): number => ratio(to) / ratio(from);
  return Promise.resolve([
    ...measured.map(({ size, ours, json }): Figure => {
      const name = `fold and rewrite ${size.toLocaleString('en')} calls / JSON.parse + stringify`;
      return { name, value: ours / json, aim: 4 };
    }),
    { name: 'fold and rewrite 100,000 calls', value: measured.at(-1)?.ours ?? NaN, unit: 'ms' },
    // JSON.parse itself grows faster than its text, by what the collection of garbage takes: nothing may come on top.
    { name: 'growth from 1,000 to 10,000 / growth of JSON', value: growth(0, 1), aim: 1.2 },
    { name: 'growth from 10,000 to 100,000 / growth of JSON', value: growth(1, 2), aim: 1.2 },
  ]);
}

function measure(size: (typeof SIZES)[number]): { ours: number; json: number } {
  const calls = Array.from({ length: size }, (_, index) => entry(String((index * 7919) % size)));
  const text = [
    encodeHeader(header),
    ...calls.map((call) => encodeJournalLine({ ...call, state: 'sending' })),
    ...calls.map((call) => encodeJournalLine({ ...call, status: 201, request_uuid: `uuid-${call.id}` })),
  ].join('');
  const bytes = Buffer.from(text);
  const times: { ours: number[]; json: number[] } = { ours: [], json: [] };
  for (let run = 0; run < RUNS[size]; run++) {
    times.ours.push(
      timeMs(() => encodeLockfile(header, orThrow(decodeLockfile(bytes, 'bench')).entries.values())),
    );
    times.json.push(
      timeMs(() =>
        bytes
          .toString()
          .split('\n')
          .slice(0, -1)
          .map((line) => `${JSON.stringify(JSON.parse(line))}\n`)
          .join(''),
      ),
    );
  }
  return { ours: median(times.ours), json: median(times.json) };
}

/** The processor's time, which says the same on a busy machine. */
function timeMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
