import type { FlagName } from './settings/settings.js';
import type { ExportKind } from '../convert/export/export.js';
import type { ImportKind } from '../convert/import/recognise.js';

/** What every command with settings takes from the command line. */
export type SettingFlags = Partial<Record<FlagName, string>> & { readonly config?: string };

/** `--format` */
export interface FormatFlag {
  readonly format: 'text' | 'json';
}

/** What `validate` can say its findings in. */
export const REPORTERS = ['text', 'json', 'github', 'sarif', 'junit', 'rdjsonl'] as const;

export type ReporterName = (typeof REPORTERS)[number];

/** What `run` can say its result in. */
export const RUN_REPORTERS = ['text', 'json', 'junit', 'markdown'] as const;

export type RunReporterName = (typeof RUN_REPORTERS)[number];

/** What `dry-run` can say its steps in. */
export const DRY_RUN_REPORTERS = ['text', 'json', 'markdown', 'github', 'outputs'] as const;

export type DryRunReporterName = (typeof DRY_RUN_REPORTERS)[number];

/** What `import` can read. */
export const IMPORT_KINDS = ['curl', 'postman', 'csv'] as const satisfies readonly ImportKind[];

/** What `export` can write. */
export const EXPORT_KINDS = ['curl', 'postman', 'http'] as const satisfies readonly ExportKind[];

/** Of the commands that ask for what became of calls. */
export type ReadBackFlags = SettingFlags &
  FormatFlag & { readonly apiUrl?: string; readonly simulate?: boolean };
