import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Scope } from '../harness/spec.js';

/** By their keys; all in one folder, which goes when this process does. */
const originals = new Map<string, Promise<string>>();
let top: string | undefined;

/**
 * A folder of the test's own as `prepare` leaves it. That is done once in this process for each key, and copied from then on: git takes
 * twenty times as long to make a repository. `named` are the files in it that hold its path.
 */
export async function prepared(
  scope: Scope,
  key: string,
  prepare: (folder: string) => Promise<void>,
  named: readonly string[] = [],
): Promise<string> {
  let made = originals.get(key);
  if (made === undefined) originals.set(key, (made = makeOriginal(prepare)));
  const [from, to] = [await made, await scope.folder()];
  await promisify(execFile)('cp', ['-R', `${from}/.`, to]);
  for (const file of named) {
    const text = await readFile(join(to, file), 'utf8');
    await writeFile(join(to, file), text.replaceAll(from, to));
  }
  return to;
}

async function makeOriginal(prepare: (folder: string) => Promise<void>): Promise<string> {
  if (top === undefined) {
    const home = (top = realpathSync(mkdtempSync(join(tmpdir(), 'callplan-prepared-'))));
    process.once('exit', () => {
      rmSync(home, { recursive: true });
    });
  }
  const folder = join(top, String(originals.size));
  await mkdir(folder);
  await prepare(folder);
  return folder;
}
