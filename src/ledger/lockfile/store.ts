import { mkdir, open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../diagnostics/fault.js';
import { rescued } from '../../source/files/records.js';
import { encodeJournalLine, encodeLockfile } from './codec.js';
import { keyOf, type Entry, type Header, type Ledger } from '../entry.js';
import { canonicalPath, replaceFile } from './files.js';
import { applyLine } from './fold.js';
import { isHeld, takeHolder, type Holder } from './holder.js';
import type { Host } from './identity.js';
import { createJournal, type Found, type Journal } from './journal.js';
import { entryProblem } from './lines.js';
import { abandonAll, load, prepare, type Wanted } from './load.js';

/** The ledger of one plan, held by this process alone until it is closed. */
export interface Store {
  /** What is known now, what is on its way included. */
  readonly ledger: Ledger;
  /**
   * Writes that these calls are on their way. Only when it has resolved, and the intent would survive a power cut, may they be sent.
   * When it rejects, they must not be.
   */
  readonly claim: (entries: readonly Entry[]) => Promise<void>;
  /** Writes what became of calls. What a crash takes of it comes back as `in_doubt`. */
  readonly record: (entries: readonly Entry[]) => Promise<void>;
  /** Waits for what is being written, puts the ledger into its final form and lets others have it, that even if it rejects. */
  readonly close: () => Promise<void>;
}

export interface StoreOptions extends Wanted {
  readonly host: Host;
}

/**
 * Opens a lockfile for writing. What a dead process left on its way is in doubt from here on. Throws Fault `locked`,
 * `lockfile-missing`, `lockfile-damaged`, `lockfile-foreign` or `file-unwritable`; then nothing has been changed.
 */
export function openStore(options: StoreOptions): Promise<Store> {
  const { file, header, create, host } = options;
  return orFault(file, async () => {
    if (create) await mkdir(dirname(file), { recursive: true });
    const path = await canonicalPath(file);
    if (path === undefined) throw new Fault('lockfile-missing', { file, plan: header.plan });
    const holder = await takeHolder(path, file, host);
    try {
      const { entries, length } = await prepare(path, options);
      const journal = createJournal(await open(path, constants.O_RDWR | constants.O_APPEND), path, length);
      return createStore(options, path, entries, journal, holder);
    } catch (error) {
      await holder.release();
      throw error;
    }
  });
}

/**
 * What a lockfile knows, for those who only look: it takes no lock and changes nothing. Undefined when there is no lockfile.
 * While its run still lives, calls may be `sending`. Throws Fault `lockfile-damaged`, `file-unreadable` or, when the header differs
 * from `expected`, `lockfile-foreign`.
 */
export async function readLedger(
  file: string,
  host: Host,
  expected: Partial<Header> = {},
): Promise<{ header: Header; ledger: Ledger } | undefined> {
  try {
    const path = await canonicalPath(file);
    if (path === undefined) return undefined;
    // Asked before reading: a run that ends in between has already written what became of its calls.
    const held = await isHeld(path, host);
    const found = await load(path, file, expected);
    return found && { header: found.header, ledger: held ? found.entries : abandonAll(found.entries) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file-unreadable', { file, problem: (error as Error).message }, error);
  }
}

function createStore(
  { file, header }: StoreOptions,
  path: string,
  entries: Map<string, Entry>,
  journal: Journal,
  holder: Holder,
): Store {
  let changed = false;
  let closing: Promise<void> | undefined;

  const append = (lines: readonly Entry[], durable: boolean): Promise<void> => {
    for (const line of lines) applyLine(entries, line);
    return orFault(file, () => journal.append(lines.map(encodeJournalLine).join(''), durable));
  };

  /** What must never happen, whoever calls: it would damage the file or send twice. */
  const refuse = (lines: readonly Entry[]): void => {
    if (closing) throw new Error(`${file} is closed already`);
    const problem = lines.map(entryProblem).find((found) => found !== undefined);
    if (problem !== undefined) throw new Error(`${file} cannot hold this entry: ${problem}`);
  };

  const rewrite = async (found: Found): Promise<void> => {
    const text = encodeLockfile(header, abandonAll(entries).values());
    // A file that was removed is put back: without it nobody would know who was called.
    if (found !== 'other') return replaceFile(path, text);
    await replaceFile(rescued(path), text);
    throw new Error(
      `it was replaced or changed while the run went on; what the run knows is in ${rescued(file)}`,
    );
  };

  const finish = async (): Promise<void> => {
    try {
      const found = await journal.close();
      if (changed) await rewrite(found);
    } finally {
      await holder.release();
    }
  };

  return {
    ledger: entries,
    claim: async (claims) => {
      const lines = claims.map((entry) => ({ ...entry, state: 'sending' as const }));
      refuse(lines);
      const before = new Map(
        lines.map(({ edition, id }) => [keyOf(edition, id), entries.get(keyOf(edition, id))]),
      );
      if (before.size < lines.length || [...before.values()].some((entry) => entry?.state === 'sending'))
        throw new Error(`${file} cannot hold a claim on a call that is on its way already`);
      try {
        await append(lines, true);
        changed = true;
      } catch (error) {
        for (const [key, entry] of before)
          if (entry) entries.set(key, entry);
          else entries.delete(key);
        throw error;
      }
    },
    record: async (lines) => {
      refuse(lines);
      // Known from now on, even if it cannot be written yet: closing tries again.
      changed = true;
      await append(lines, false);
    },
    close: () => (closing ??= orFault(file, finish)),
  };
}

async function orFault<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file-unwritable', { file, problem: (error as Error).message }, error);
  }
}
