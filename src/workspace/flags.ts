import type { FlagName } from './settings/settings.js';
import type { ExportKind } from '../convert/export/export.js';
import type { ImportKind } from '../convert/import/recognise.js';

/** What every command with settings takes from the command line. */
export type SettingFlags = Partial<Record<FlagName, string>> & { readonly config?: string };

/** `--format` */
export interface FormatFlag {
  readonly format: 'text' | 'json';
}

/** What `import` can read. */
export const IMPORT_KINDS = ['curl', 'postman', 'csv'] as const satisfies readonly ImportKind[];

/** What `export` can write. */
export const EXPORT_KINDS = ['curl', 'postman', 'http'] as const satisfies readonly ExportKind[];

/** Of the commands that ask for what became of calls. */
export type ReadBackFlags = SettingFlags &
  FormatFlag & { readonly apiUrl?: string; readonly simulate?: boolean };
