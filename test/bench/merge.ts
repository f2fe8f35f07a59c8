import { encodeLockfile } from '../../src/ledger/lockfile/encode.js';
import type { Entry } from '../../src/ledger/entry.js';
import { decodeLockfile, type Lockfile } from '../../src/ledger/lockfile/decode.js';
import { joinLockfiles } from '../../src/ledger/merge/join.js';
import { entry, header } from '../ledger/entries.js';
import type { Figure } from './figure.js';
import { median } from './measure.js';
import { orThrow } from '../../src/diagnostics/fatal.js';

const LINES = 100_000;
const RUNS = 5;

/**
 * To read two branches' lockfiles of 100,000 lines, join them and write the result, against reading the two: when all calls are known to
 * both, and one has read back how half of them ended; and when each has called half of its calls alone.
 */
export function merge(): Promise<Figure[]> {
  const calls = Array.from({ length: LINES }, (_, index) => called(index));
  const ended = calls.map((call, index): Entry =>
    index % 2 ? call : { ...call, state: 'completed', call: { call_uuid: `c${index}` } },
  );
  const others = Array.from({ length: LINES }, (_, index) => called(index + LINES / 2));
  return Promise.resolve([
    ...figures('half of the calls ended on one side', calls, ended),
    ...figures('half of the calls on one side alone', calls, others),
  ]);
}

function called(index: number): Entry {
  return entry(`+1415${String(index).padStart(7, '0')}`, {
    status: 201,
    message: 'call fired',
    request_uuid: `10e4117e-81a5-4ae4-a871-${String(index).padStart(12, '0')}`,
  });
}

function figures(title: string, ours: readonly Entry[], theirs: readonly Entry[]): Figure[] {
  const [left, right] = [ours, theirs].map((entries) => Buffer.from(encodeLockfile(header, entries))) as [
    Buffer,
    Buffer,
  ];
  const read = (): [Lockfile, Lockfile] => [
    orThrow(decodeLockfile(left, 'ours')),
    orThrow(decodeLockfile(right, 'theirs')),
  ];
  const times: { read: number[]; merge: number[] } = { read: [], merge: [] };
  for (let run = 0; run < RUNS; run++) {
    times.read.push(timeMs(read));
    times.merge.push(timeMs(() => joinLockfiles(...read(), 'bench').text));
  }
  const merged = median(times.merge);
  return [
    { name: `merge, ${title} / reading both`, value: merged / median(times.read), aim: 3 },
    { name: `merge, ${title}`, value: merged, unit: 'ms' },
  ];
}

/** The processor's time, which says the same on a busy machine. */
function timeMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
