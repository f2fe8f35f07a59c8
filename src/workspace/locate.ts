import type { World } from '../io/io.js';
import { companions } from '../ledger/lockfile/paths.js';
import { findPlans, startOf, type Found } from '../source/files/find.js';
import type { SettingFlags } from './flags.js';
import { loadSettings, plansFolder, type LoadedSettings } from './settings/settings.js';

/** Finds the plans of a command line and the settings that hold for them. Throws Faults. */
export async function locatePlans(
  { env, cwd }: Pick<World, 'env' | 'cwd'>,
  named: readonly string[],
  { config, ...flags }: SettingFlags,
): Promise<{ loaded: LoadedSettings; found: Found }> {
  const loaded = await loadSettings({
    flags,
    env,
    cwd,
    ...(named[0] === undefined ? {} : { start: startOf(named[0], cwd) }),
    ...(config === undefined ? {} : { file: config }),
  });
  const found = await findPlans({ named, folder: plansFolder(loaded), cwd, root: loaded.root, companions });
  return { loaded, found };
}
