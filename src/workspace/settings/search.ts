import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { faultOf } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { unreadable } from '../../diagnostics/unreadable.js';
import { holdsSettings } from './search-content.js';
import type { LoadedFile, TextExplorer } from './search-explorer.js';
import { readable, readSettings, realPathInside } from './search-file.js';
import { hasSettings } from './search-folder.js';

/** A settings file as it stands on the disk; whoever decodes it types it by the schema. */
export interface FoundConfig {
  /** Absolute path. */
  readonly file: string;
  /** The whole file; empty when it holds nothing but white space. */
  readonly text: string;
  /** The settings stand under this top-level key: set for package.json alone. */
  readonly key?: 'callplan';
}

/**
 * Looks for a settings file from the folder `from` up to `root`, the top of the repository; the nearest wins. No
 * file is executed and none outside `root` is read. Both paths are absolute. Throws the Fault `config-refused` for a
 * file that looks like settings but may not be loaded, for two settings files in one folder and for a `from` outside
 * `root`; `file-unreadable` for what the disk refuses.
 */
export async function searchConfig(from: string, root: string): Promise<FoundConfig | undefined> {
  const top = realRoot(root);
  const start = realPathInside(from, top);
  for (const folder of foldersUp(start, top))
    if (hasSettings(folder, top)) return found(folder, await (await openExplorer()).search(folder));
  return undefined;
}

/** Loads the one settings file that was asked for: the same rules, the same Faults. Both paths are absolute. */
export async function loadConfig(file: string, root: string): Promise<FoundConfig> {
  const text = readSettings(file, realRoot(root));
  if (!holdsSettings(file, text))
    throw new Fault('config-refused', { file, problem: 'it has no top-level key callplan' });
  return found(file, await (await openExplorer()).load(file));
}

const realRoot = (root: string): string => readable(root, () => realpathSync.native(root));

function foldersUp(start: string, top: string): string[] {
  return start === top ? [top] : [start, ...foldersUp(dirname(start), top)];
}

/** Most repositories have no settings file, and then cosmiconfig is not worth the time to load it. */
async function openExplorer(): Promise<TextExplorer> {
  return (await import('./search-explorer.js')).createExplorer();
}

function found(path: string, loaded: LoadedFile | null): FoundConfig {
  if (loaded === null) throw faultOf(unreadable(path, 'it changed while it was read'));
  const { filepath: file, config } = loaded;
  const text = config?.text ?? '';
  return basename(file) === 'package.json' ? { file, text, key: 'callplan' } : { file, text };
}
