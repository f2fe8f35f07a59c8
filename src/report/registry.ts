import type { RunResult } from '../steps/result.js';
import type { DryRun } from './dry-run/dry-run.js';
import type { Findings } from './findings/findings.js';
import type { CanceledLedger } from './ledger/cancel.js';
import type { KnownLedger } from './ledger/status.js';
import type { SyncedLedger } from './ledger/sync.js';
import type { Audience, Report, ReportMode, ReportRow } from './report.js';

/** The commands that have reports, each with the result that they show. */
export interface Results {
  readonly validate: Findings;
  readonly 'dry-run': DryRun;
  readonly run: RunResult;
  readonly status: readonly KnownLedger[];
  readonly sync: readonly SyncedLedger[];
  readonly cancel: readonly CanceledLedger[];
}

/** A command that has reports. */
export type ReportingCommand = keyof Results;

type Table = { readonly [C in ReportingCommand]: Readonly<Record<string, ReportRow<Results[C]>>> };

/**
 * Every report, a row each, in the order in which help lists them: who reads it, how it is written to a file, and how to load it. The
 * registry itself loads none.
 */
export const reports = {
  validate: {
    text: row('terminal', 'replace', async () => (await import('./findings/text.js')).findingsText),
    json: row('machine', 'replace', async () => (await import('./findings/json.js')).findingsJson),
    github: row('reviewers', 'replace', async () => (await import('./findings/github.js')).findingsGithub),
    sarif: row('reviewers', 'replace', async () => (await import('./findings/sarif.js')).findingsSarif),
    junit: row('reviewers', 'replace', async () => (await import('./findings/junit.js')).findingsJunit),
    rdjsonl: row('reviewers', 'replace', async () => (await import('./findings/rdjsonl.js')).findingsRdjsonl),
  },
  'dry-run': {
    text: row('terminal', 'replace', async () => (await import('./dry-run/text.js')).dryRunText),
    json: row('machine', 'replace', async () => (await import('./dry-run/json.js')).dryRunJson),
    markdown: row('published', 'append', async () => (await import('./dry-run/markdown.js')).dryRunMarkdown),
    github: row('published', 'replace', async () => (await import('./dry-run/github.js')).dryRunGithub),
    outputs: row('machine', 'append', async () => (await import('./dry-run/outputs.js')).dryRunOutputs),
  },
  run: {
    text: row('terminal', 'replace', async () => (await import('./run/text.js')).runText),
    json: row('machine', 'replace', async () => (await import('./run/json.js')).runJson),
    junit: row('published', 'replace', async () => (await import('./run/junit.js')).runJunit),
    markdown: row('published', 'append', async () => (await import('./run/markdown.js')).runMarkdown),
  },
  status: {
    text: row('terminal', 'replace', async () => (await import('./ledger/status.js')).statusText),
    json: row('machine', 'replace', async () => (await import('./ledger/status.js')).statusJson),
  },
  sync: {
    text: row('terminal', 'replace', async () => (await import('./ledger/sync.js')).syncText),
    json: row('machine', 'replace', async () => (await import('./ledger/sync.js')).syncJson),
  },
  cancel: {
    text: row('terminal', 'replace', async () => (await import('./ledger/cancel.js')).cancelText),
    json: row('machine', 'replace', async () => (await import('./ledger/cancel.js')).cancelJson),
  },
} as const satisfies Table;

/** The reports of a command, each of which has text. */
export type ReportName<C extends ReportingCommand> = 'text' | (keyof (typeof reports)[C] & string);

/** The names of a command's reports. */
export function reportNames<C extends ReportingCommand>(command: C): readonly ReportName<C>[] {
  return Object.keys(reports[command]) as ReportName<C>[];
}

/** A report of a command. */
export function reportRow<C extends ReportingCommand>(
  command: C,
  name: ReportName<C>,
): ReportRow<Results[C]> {
  const table: { readonly [D in ReportingCommand]: Readonly<Record<ReportName<D>, ReportRow<Results[D]>>> } =
    reports;
  return table[command][name];
}

function row<R>(audience: Audience, mode: ReportMode, load: () => Promise<Report<R>>): ReportRow<R> {
  return { audience, mode, load };
}
