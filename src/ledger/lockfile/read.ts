import { lstat } from 'node:fs/promises';
import { Fault } from '../../diagnostics/fault.js';
import { canonicalPath, readIfThere, replaceFile, unlessMissing } from '../../io/files.js';
import { isHeld } from '../../io/lock/holder.js';
import type { Host } from '../../io/lock/identity.js';
import { abandon, type Entries, type Entry, type Header } from '../entry.js';
import { decodeLockfile } from './decode.js';
import { encodeLockfile } from './encode.js';
import { rescued } from './paths.js';

/**
 * What a lockfile knows, for those who only look: it takes no lock and changes nothing. Undefined when there is no lockfile.
 * While its run still lives, calls may be `sending`. Throws Fault `lockfile-damaged`, `file-unreadable` or, when the header differs
 * from `expected`, `lockfile-foreign`.
 */
export async function readLockfile(
  file: string,
  host: Host,
  expected: Partial<Header> = {},
): Promise<{ header: Header; entries: Entries } | undefined> {
  try {
    const path = await canonicalPath(file);
    if (path === undefined) return undefined;
    // Asked before reading: a run that ends in between has already written what became of its calls.
    const held = await isHeld(path, host);
    const found = await load(path, file, expected);
    return found && { header: found.header, entries: held ? found.entries : abandonAll(found.entries) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('file-unreadable', { file, problem: (error as Error).message }, error);
  }
}

/** Which lockfile is wanted. */
export interface Wanted {
  /** The lockfile's path as the user would type it. */
  readonly file: string;
  readonly header: Header;
  /** Whether to begin a lockfile when there is none. */
  readonly create: boolean;
}

/** A lockfile as it is on the disk. */
interface Loaded {
  readonly bytes: Buffer;
  readonly header: Header;
  readonly entries: Map<string, Entry>;
}

/** Reads the lockfile, or begins one, and leaves it in its canonical form: a broken last line cut, nothing on its way. */
export async function prepareLockfile(
  path: string,
  { file, header, create }: Wanted,
): Promise<{ entries: Map<string, Entry>; length: number; isNew: boolean }> {
  const found = await load(path, file, header);
  if (!found && !create) throw new Fault('lockfile-missing', { file, plan: header.plan });
  const entries = abandonAll(found?.entries ?? new Map<string, Entry>());
  const text = encodeLockfile(header, entries.values());
  const bytes = Buffer.from(text);
  if (!found?.bytes.equals(bytes)) await replaceFile(path, text);
  return { entries, length: bytes.length, isNew: !found };
}

/** Throws Fault `lockfile-damaged`, or `lockfile-foreign` when the header differs from `expected`. */
async function load(path: string, file: string, expected: Partial<Header>): Promise<Loaded | undefined> {
  if (await unlessMissing(lstat(rescued(path)))) throw replacedBefore(file);
  const bytes = await readIfThere(path);
  if (!bytes) return undefined;
  const { header, entries } = decodeLockfile(bytes, file);
  refuseForeign(header, expected, file);
  return { bytes, header, entries };
}

function refuseForeign(found: Header, expected: Partial<Header>, file: string): void {
  for (const what of ['plan', 'target', 'account'] as const) {
    const wanted = expected[what] ?? found[what];
    if (found[what] !== wanted)
      throw new Fault('lockfile-foreign', { file, what, found: found[what], expected: wanted });
  }
}

function replacedBefore(file: string): Fault {
  const problem = `this file was replaced under a run, and ${rescued(file)} holds what that run knew: append its lines but the first to this file, then remove it`;
  return new Fault('lockfile-damaged', { file, line: 1, problem });
}

/** What is known when no run lives that could still report. */
export function abandonAll(entries: Entries): Map<string, Entry> {
  return new Map([...entries].map(([key, entry]) => [key, abandon(entry)]));
}
