import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeJournalLine } from '../../src/ledger/lockfile/encode.js';
import { openLockfile } from '../../src/ledger/lockfile/open.js';
import { entry, header } from '../ledger/entries.js';
import type { Figure } from './figure.js';
import { median, withFolder } from './measure.js';

const CLAIMS = 2000;
const ROUNDS = 5;
const CONCURRENCY = 10;

/**
 * What it costs to make an intent durable: claims through the real store against a bare write and fdatasync of the same line, one
 * after the other and ten at a time. The bare one has no batches: each of the ten writes and flushes for itself.
 */
export function journal(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const times: Record<'store1' | 'bare1' | 'store10' | 'bare10', number[]> = {
      store1: [],
      bare1: [],
      store10: [],
      bare10: [],
    };
    for (let round = 0; round < ROUNDS; round++) {
      times.store1.push(await store(join(folder, `store1-${round}.jsonl`), 1));
      times.bare1.push(await bare(join(folder, `bare1-${round}`), 1));
      times.store10.push(await store(join(folder, `store10-${round}.jsonl`), CONCURRENCY));
      times.bare10.push(await bare(join(folder, `bare10-${round}`), CONCURRENCY));
    }
    const [store1, bare1] = [median(times.store1), median(times.bare1)];
    const [store10, bare10] = [median(times.store10), median(times.bare10)];
    return [
      { name: 'write + fdatasync of one line', value: bare1, unit: 'ms' },
      { name: 'claim / write + fdatasync, one at a time', value: store1 / bare1, aim: 1.5 },
      { name: 'claim / write + fdatasync, ten at a time', value: store10 / bare10, aim: 0.5 },
      { name: 'claim, ten at a time / one at a time', value: store10 / store1, aim: 0.5 },
    ];
  });
}

async function store(file: string, concurrency: number): Promise<number> {
  const opened = await openLockfile({ path: file, file, header, create: true, host: process });
  const ms = await perItemMs(concurrency, (index) => opened.claim([entry(String(index))]));
  await opened.close();
  return ms;
}

async function bare(file: string, concurrency: number): Promise<number> {
  const handle = await open(file, constants.O_CREAT | constants.O_RDWR | constants.O_APPEND);
  const ms = await perItemMs(concurrency, async (index) => {
    await handle.appendFile(encodeJournalLine(entry(String(index), { state: 'sending' })));
    await handle.datasync();
  });
  await handle.close();
  return ms;
}

async function perItemMs(concurrency: number, work: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < CLAIMS) await work(next++);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (performance.now() - started) / CLAIMS;
}
