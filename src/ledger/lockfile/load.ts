import { lstat } from 'node:fs/promises';
import { Fault } from '../../diagnostics/fault.js';
import { encodeLockfile } from './codec.js';
import { abandon, type Entry, type Header } from '../entry.js';
import { readIfThere, replaceFile, unlessMissing } from './files.js';
import { rescued } from '../../source/files/records.js';
import { decodeLockfile } from './fold.js';

/** Which lockfile is wanted. */
export interface Wanted {
  /** The lockfile's path as the user would type it. */
  readonly file: string;
  readonly header: Header;
  /** Whether to begin a lockfile when there is none. */
  readonly create: boolean;
}

/** A lockfile as it is on the disk. */
export interface Loaded {
  readonly bytes: Buffer;
  readonly header: Header;
  readonly entries: Map<string, Entry>;
}

/** Reads the lockfile, or begins one, and leaves it in its canonical form: a broken last line cut, nothing on its way. */
export async function prepare(
  path: string,
  { file, header, create }: Wanted,
): Promise<{ entries: Map<string, Entry>; length: number }> {
  const found = await load(path, file, header);
  if (!found && !create) throw new Fault('lockfile-missing', { file, plan: header.plan });
  const entries = abandonAll(found?.entries ?? new Map<string, Entry>());
  const text = encodeLockfile(header, entries.values());
  const bytes = Buffer.from(text);
  if (!found?.bytes.equals(bytes)) await replaceFile(path, text);
  return { entries, length: bytes.length };
}

/** Throws Fault `lockfile-damaged`, or `lockfile-foreign` when the header differs from `expected`. */
export async function load(
  path: string,
  file: string,
  expected: Partial<Header>,
): Promise<Loaded | undefined> {
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
export function abandonAll(entries: ReadonlyMap<string, Entry>): Map<string, Entry> {
  return new Map([...entries].map(([key, entry]) => [key, abandon(entry)]));
}
