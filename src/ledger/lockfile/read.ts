import { lstat } from 'node:fs/promises';
import { isFinding, orThrow, type Fatal } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { startOfFile, unreadable } from '../../diagnostics/unreadable.js';
import { canonicalPath, readIfThere, replaceFile, unlessMissing } from '../../io/files.js';
import { isHeld } from '../../io/lock/holder.js';
import type { Host } from '../../io/lock/identity.js';
import { quote } from '../../privacy/quoted.js';
import type { FoundFile } from '../../source/files/find.js';
import { abandon, type Entries, type Entry, type Header } from '../entry.js';
import { damaged, decodeLockfile } from './decode.js';
import { encodeLockfile } from './encode.js';
import { rescued } from './paths.js';

/**
 * What a lockfile knows, for those who only look: it takes no lock and changes nothing. Undefined when there is no lockfile.
 * While its run still lives, calls may be `sending`. Gives a finding when it cannot be read or is damaged, or its header differs from
 * `expected`.
 */
export async function readLockfile(
  { path: named, file }: FoundFile,
  host: Host,
  expected: Partial<Header> = {},
): Promise<ReadLockfile | Fatal | undefined> {
  try {
    const path = await canonicalPath(named);
    if (path === undefined) return undefined;
    // Asked before reading: a run that ends in between has already written what became of its calls.
    const held = await isHeld(path, host);
    const found = await load(path, file, expected);
    if (!found || isFinding(found)) return found;
    return { header: found.header, entries: held ? found.entries : abandonAll(found.entries) };
  } catch (error) {
    return unreadable(file, (error as Error).message);
  }
}

/** What a lockfile knows. */
export interface ReadLockfile {
  readonly header: Header;
  readonly entries: Entries;
}

/** Which lockfile is wanted, and what messages call it. */
export interface Wanted extends FoundFile {
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
  const found = orThrow(await load(path, file, header));
  if (!found && !create) throw new Fault('lockfile-missing', { file, plan: header.plan });
  const entries = abandonAll(found?.entries ?? new Map<string, Entry>());
  const text = encodeLockfile(header, entries.values());
  const bytes = Buffer.from(text);
  if (!found?.bytes.equals(bytes)) await replaceFile(path, text);
  return { entries, length: bytes.length, isNew: !found };
}

async function load(
  path: string,
  file: string,
  expected: Partial<Header>,
): Promise<Loaded | Fatal | undefined> {
  if (await unlessMissing(lstat(rescued(path)))) return replacedBefore(file);
  const bytes = await readIfThere(path);
  if (!bytes) return undefined;
  const decoded = decodeLockfile(bytes, file);
  if (isFinding(decoded)) return decoded;
  return foreignTo(decoded.header, expected, file) ?? { bytes, ...decoded };
}

function foreignTo(found: Header, expected: Partial<Header>, file: string): Fatal | undefined {
  const what = (['plan', 'target', 'account'] as const).find(
    (name) => expected[name] !== undefined && expected[name] !== found[name],
  );
  if (what === undefined) return undefined;
  return {
    code: 'lockfile-foreign',
    args: { what, found: quote(found[what]), expected: quote(expected[what] ?? '') },
    span: startOfFile(file),
  };
}

function replacedBefore(file: string): Fatal {
  return damaged(
    file,
    1,
    `this file was replaced under a run, and ${rescued(file)} holds what that run knew: append its lines but the first to this file, then remove it`,
  );
}

/** What is known when no run lives that could still report. */
export function abandonAll(entries: Entries): Map<string, Entry> {
  return new Map([...entries].map(([key, entry]) => [key, abandon(entry)]));
}
