import type { FlagName } from '../config/settings.js';

/** What every command with settings takes from the command line. */
export type SettingFlags = Partial<Record<FlagName, string>> & { readonly config?: string };

/** `--format` */
export interface FormatFlag {
  readonly format: 'text' | 'json';
}

/** What `validate` can say its findings in. */
export const REPORTERS = ['text', 'json', 'github', 'sarif', 'junit', 'rdjsonl'] as const;

export type ReporterName = (typeof REPORTERS)[number];
