import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../diagnostics/fault.js';
import { holdsSettings } from './search-content.js';
import { nameProblem, readable, readSettings } from './search-file.js';

/**
 * The names under which settings are looked for. cosmiconfig takes the first that is there, so package.json, which
 * is there for other reasons, comes last.
 */
export const SEARCH_PLACES: readonly string[] = [
  '.callplanrc.yaml',
  '.callplanrc.yml',
  '.callplanrc.json',
  'callplan.config.yaml',
  'package.json',
];

/** Who gives a file such a name expects it to be read. Copies kept by git and editors have one more ending. */
const LOOKS_LIKE_SETTINGS = /^(?:\.callplanrc|callplan\.config)(?:\.\w+)?$/i;

/**
 * Whether a folder has a settings file. All that could be one is checked, since a file passed over in silence would
 * change the settings in silence. `folder` and `root` are real paths. Throws the Faults `config-refused`, for two
 * settings files as well, and `file-unreadable`.
 */
export function hasSettings(folder: string, root: string): boolean {
  const names = readable(folder, () => readdirSync(folder));
  for (const name of names.sort()) refuseLookAlike(folder, name);
  const holders: string[] = [];
  for (const name of SEARCH_PLACES.filter((place) => names.includes(place))) {
    const file = join(folder, name);
    if (holdsSettings(file, readSettings(file, root))) holders.push(name);
  }
  if (holders.length > 1) throw ambiguous(folder, holders);
  return holders.length === 1;
}

function refuseLookAlike(folder: string, name: string): void {
  if (!LOOKS_LIKE_SETTINGS.test(name) || SEARCH_PLACES.includes(name)) return;
  const problem = nameProblem(
    name,
    'settings are not looked for under this name; rename it to .callplanrc.yaml',
  );
  throw new Fault('config-refused', { file: join(folder, name), problem });
}

function ambiguous(folder: string, names: readonly string[]): Fault {
  return new Fault('config-refused', {
    file: join(folder, names[0] ?? ''),
    problem: `the same folder has settings in ${names.slice(1).join(' and ')} too, and only one file may have them`,
  });
}
