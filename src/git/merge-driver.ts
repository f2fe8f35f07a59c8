import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '../io/files.js';
import { shellWord } from '../text/shell.js';
import { LOCKFILE_PATTERN } from '../ledger/lockfile/paths.js';
import { refuseLinkOut } from '../source/files/paths.js';
import type { Git } from './git.js';

/** The line of .gitattributes that has lockfiles merged by callplan. */
export const ATTRIBUTE = `${LOCKFILE_PATTERN} merge=callplan`;

/**
 * What git runs, at the top of the work tree, to merge a lockfile; it quotes the path itself. callplan is found where it is a dependency
 * of the folder `below` the top, or of the top, or else on the PATH: npx would ask the registry where it is not installed. Dependencies
 * that are tracked are passed over, since a branch could have brought them. Where it cannot be started, or refuses, there is a conflict
 * with the usual markers, never one side alone.
 */
export function driverOf(below: string): string {
  const folders = [...(below === '' ? [] : [below]), ''].map((folder) => `${folder}node_modules`);
  const tracked = `git ls-files -- ${folders.map(shellWord).join(' ')}`;
  const found = folders.map((folder) => `"$PWD"/${shellWord(`${folder}/.bin`)}`).join(':');
  return `[ -n "$(${tracked})" ] || PATH=${found}:"$PATH"; callplan merge-driver %O %A %B %P || { git merge-file -q -L ours -L base -L theirs --marker-size=%L %A %O %B; false; }`;
}

/** A text for .gitattributes that has the line, and all that was there before. */
export function withAttribute(text: string): string {
  if (text.split(/\r?\n/).some((line) => line.trim() === ATTRIBUTE)) return text;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${ATTRIBUTE}\n`;
}

/** Has this clone merge lockfiles by callplan, and says which files were changed. Throws Faults. */
export async function installDriver(git: Git): Promise<string[]> {
  const top = await git.run(['rev-parse', '--show-toplevel']);
  const below = await git.run(['rev-parse', '--show-prefix']);
  await git.run(['config', '--local', 'merge.callplan.name', 'joins what two branches know of calls']);
  await git.run(['config', '--local', 'merge.callplan.driver', driverOf(below)]);
  const { stdout } = await git.ask([
    'check-attr',
    'merge',
    '--',
    `plans/${LOCKFILE_PATTERN.replace('*', 'any')}`,
  ]);
  if (stdout.endsWith(': merge: callplan')) return [];
  const file = join(top, '.gitattributes');
  refuseLinkOut(file, '.gitattributes', top);
  const text = (await unlessMissing(readFile(file, 'utf8'))) ?? '';
  await writeFile(file, withAttribute(text));
  return ['.gitattributes'];
}
