import type { FlagName } from './settings/settings.js';

/** What every command with settings takes from the command line. */
export type SettingFlags = Partial<Record<FlagName, string>> & { readonly config?: string };
