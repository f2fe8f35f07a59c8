import { mkdir, open, readFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { orThrow } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { canonicalPath, replaceFile } from '../../io/files.js';
import { takeHolder, type Holder } from '../../io/lock/holder.js';
import type { Host } from '../../io/lock/identity.js';
import type { FoundFile } from '../../source/files/find.js';
import { keyOf, type Entry, type Header } from '../entry.js';
import type { OpenLedger } from '../ledger.js';
import { applyLine } from './decode.js';
import { encodeJournalLine, encodeLockfile } from './encode.js';
import { createJournal, type Found, type Journal } from './journal.js';
import { entryProblem } from './lines.js';
import { rescued } from './paths.js';
import { abandonAll, prepareLockfile, readLockfile, type Wanted } from './read.js';

export interface OpenOptions extends Wanted {
  readonly host: Host;
}

/**
 * Opens a lockfile for writing. What a dead process left on its way is in doubt from here on. Throws Fault `locked`,
 * `lockfile-missing`, `lockfile-damaged`, `lockfile-foreign` or `file-unwritable`; then nothing has been changed.
 */
export function openLockfile(options: OpenOptions): Promise<OpenLedger> {
  const { file, header, create, host } = options;
  return orFault(file, async () => {
    if (create) await mkdir(dirname(options.path), { recursive: true });
    const path = await canonicalPath(options.path);
    if (path === undefined) throw new Fault('lockfile-missing', { file, plan: header.plan });
    const holder = await takeHolder(path, file, host);
    try {
      const { entries, length, isNew } = await prepareLockfile(path, options);
      const journal = createJournal(await open(path, constants.O_RDWR | constants.O_APPEND), path, length);
      return openLedger({ file, header, path, entries, isNew, journal, holder, changed: false });
    } catch (error) {
      await holder.release();
      throw error;
    }
  });
}

/**
 * The bytes of a lockfile in its final form, as they are put into git; undefined when there is none. If a dead run left it, what was on
 * its way is in doubt. Throws Faults, `locked` while a run goes on among them, for then it is not complete.
 */
export async function readSettled(lockfile: FoundFile, host: Host): Promise<Buffer | undefined> {
  const known = orThrow(await readLockfile(lockfile, host));
  if (!known) return undefined;
  await (await openLockfile({ ...lockfile, header: known.header, create: false, host })).close();
  return readFile(lockfile.path);
}

/** A lockfile while this process holds it. */
interface Held {
  readonly file: string;
  readonly header: Header;
  /** Canonical. */
  readonly path: string;
  readonly entries: Map<string, Entry>;
  /** Whether there was no lockfile before. */
  readonly isNew: boolean;
  readonly journal: Journal;
  readonly holder: Holder;
  /** Whether more is known than when it was opened. */
  changed: boolean;
  closing?: Promise<void>;
}

function openLedger(held: Held): OpenLedger {
  return {
    ...(!held.isNew && { header: held.header }),
    entries: held.entries,
    claim: (intents) => claim(held, intents),
    record: async (outcomes) => {
      refuseWrong(held, outcomes);
      // Known from now on, even if it cannot be written yet: closing tries again.
      held.changed = true;
      await append(held, outcomes, false);
    },
    close: () => (held.closing ??= orFault(held.file, () => close(held))),
  };
}

async function claim(held: Held, intents: readonly Entry[]): Promise<void> {
  const { file, entries } = held;
  const lines = intents.map((entry) => ({ ...entry, state: 'sending' as const }));
  refuseWrong(held, lines);
  const keys = lines.map(({ edition, id }) => keyOf(edition, id));
  const before = new Map(keys.map((key) => [key, entries.get(key)]));
  if (before.size < lines.length || [...before.values()].some((entry) => entry?.state === 'sending'))
    throw new Error(`${file} cannot hold a claim on a call that is on its way already`);
  try {
    await append(held, lines, true);
    held.changed = true;
  } catch (error) {
    for (const [key, entry] of before)
      if (entry) entries.set(key, entry);
      else entries.delete(key);
    throw error;
  }
}

/** What must never happen, whoever calls: it would damage the file or send twice. */
function refuseWrong({ file, closing }: Held, lines: readonly Entry[]): void {
  if (closing) throw new Error(`${file} is closed already`);
  const problem = lines.map(entryProblem).find((found) => found !== undefined);
  if (problem !== undefined) throw new Error(`${file} cannot hold this entry: ${problem}`);
}

function append({ file, entries, journal }: Held, lines: readonly Entry[], durable: boolean): Promise<void> {
  for (const line of lines) applyLine(entries, line);
  return orFault(file, () => journal.append(lines.map(encodeJournalLine).join(''), durable));
}

async function close(held: Held): Promise<void> {
  try {
    const found = await held.journal.close();
    if (held.changed) await rewrite(held, found);
  } finally {
    await held.holder.release();
  }
}

async function rewrite({ file, header, path, entries }: Held, found: Found): Promise<void> {
  const text = encodeLockfile(header, abandonAll(entries).values());
  // A file that was removed is put back: without it nobody would know who was called.
  if (found !== 'other') return replaceFile(path, text);
  await replaceFile(rescued(path), text);
  throw new Error(
    `it was replaced or changed while the run went on; what the run knows is in ${rescued(file)}`,
  );
}

async function orFault<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file-unwritable', { file, problem: (error as Error).message }, error);
  }
}
