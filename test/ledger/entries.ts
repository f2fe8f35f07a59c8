import { readFile, writeFile } from 'node:fs/promises';
import { encodeHeader, encodeJournalLine, encodeLockfile } from '../../src/ledger/lockfile/encode.js';
import type { Entry, Header } from '../../src/ledger/entry.js';
import type { OpenLedger } from '../../src/ledger/ledger.js';
import { openLockfile } from '../../src/ledger/lockfile/open.js';
import type { Scope } from '../harness/spec.js';
import type { Fault } from '../../src/diagnostics/fault.js';
import * as assert from 'uvu/assert';

export const header: Header = {
  lockfile: 1,
  plan: 'support-line',
  target: 'plivo',
  account: '0123456789abcdef',
};

/** An accepted call, unless told otherwise. */
export function entry(id: string, over: Partial<Entry> = {}): Entry {
  return {
    edition: '1',
    id,
    to: '+14152223333',
    from: '+14152224444',
    digest: `v1:${'a'.repeat(64)}`,
    state: 'accepted',
    at: '2026-11-23T10:00:00.000Z',
    ...over,
  };
}

/** The text of a lockfile as a run leaves it when it is killed: the header, and lines in the order of their writing. */
export function journal(...lines: Entry[]): string {
  return encodeHeader(header) + lines.map(encodeJournalLine).join('');
}

/** A lockfile in `folder` with this content. */
export async function lockfile(folder: string, content: string | Uint8Array): Promise<string> {
  const file = `${folder}/plan.lock.jsonl`;
  await writeFile(file, content);
  return file;
}

export function read(file: string): Promise<string> {
  return readFile(file, 'utf8');
}

/** The Fault that `work` ends with. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.is((error as Fault | undefined)?.name, 'Fault', `not a fault: ${String(error)}`);
  return error as Fault;
}

/** The text of a lockfile in its final form. */
export const canonical = (...entries: Entry[]): string => encodeLockfile(header, entries);
export const open = (file: string, over: { create?: boolean; header?: Header } = {}): Promise<OpenLedger> =>
  openLockfile({ path: file, file, header, create: false, host: process, ...over });
/** What becomes of a call that a dead run left on its way. */
export const DOUBT = { state: 'in_doubt', error: 'the run that sent it ended before the reply' } as const;

/** A store on a lockfile with this content. */
export async function opened(
  { folder, defer }: Scope,
  content = canonical(),
): Promise<{ file: string; home: string; store: OpenLedger }> {
  const home = await folder();
  const file = await lockfile(home, content);
  const store = await open(file);
  defer(() => store.close().catch(() => undefined));
  return { file, home, store };
}
