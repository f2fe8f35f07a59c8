import { lstat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { replaceFile, unlessMissing } from '../lockfile/files.js';
import { colorsFor, type Colors } from '../report/colors.js';
import { textReport } from '../report/diagnostics.js';
import type { Findings, Reporter } from '../report/findings.js';
import { refuseLinkOut } from '../source/paths.js';
import type { Destination } from './destinations.js';
import { outColors, type Io } from './io.js';
import type { ReporterName } from './options.js';

/** Those that are not asked for need not be loaded. */
const reporters: { readonly [N in Exclude<ReporterName, 'text'>]: () => Promise<Reporter> } = {
  json: async () => (await import('../report/json.js')).jsonReport,
  github: async () => (await import('../report/github.js')).githubReport,
  sarif: async () => (await import('../report/sarif.js')).sarifReport,
  junit: async () => (await import('../report/junit.js')).junitReport,
  rdjsonl: async () => (await import('../report/rdjsonl.js')).rdjsonlReport,
};

export interface ReportOptions {
  /** The most diagnostics that text shows, 0 for all. */
  readonly max: number;
  /** The repository's top. */
  readonly root: string;
}

/** Writes each report where it goes, stdout last. Throws Fault `file-unwritable`, or `usage` for a file that must not be replaced. */
export async function writeReports(
  io: Io,
  destinations: readonly Destination[],
  findings: Findings,
  { max, root }: ReportOptions,
): Promise<void> {
  for (const { name, file } of destinations)
    if (file !== undefined)
      await writeReport(io, file, await render(name, findings, colorsFor(false, {}), max), findings, root);
  for (const { name, file } of destinations)
    if (file === undefined) io.stdout.write(await render(name, findings, outColors(io), max));
}

async function render(name: ReporterName, findings: Findings, colors: Colors, max: number): Promise<string> {
  if (name === 'text') return textReport(findings, colors, max);
  return (await reporters[name]())(findings);
}

async function writeReport(
  io: Io,
  file: string,
  text: string,
  findings: Findings,
  root: string,
): Promise<void> {
  const path = resolve(io.cwd, file);
  const checked = findings.files.some((other) => resolve(io.cwd, other) === path);
  if (checked || /\.ya?ml$|\.lock\.jsonl/i.test(basename(path)))
    throw new Fault('usage', {
      problem: `a report must not take the place of ${file}`,
      hint: 'Name a file for the report that can be neither a plan, nor the settings, nor a lockfile.',
    });
  try {
    await refuseLinkOut(path, file, root);
    // Whatever stands there would be replaced, not written to: a device or a link must stay what it is.
    if ((await unlessMissing(lstat(path)))?.isFile() === false) throw new Error('it is not a regular file');
    await replaceFile(path, text);
  } catch (error) {
    throw new Fault('file-unwritable', { file, problem: problemOf(error) }, error);
  }
}

function problemOf(error: unknown): string {
  if (error instanceof Fault) return (error as Fault<'file-unreadable'>).args.problem;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'its folder does not exist';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'you may not write there';
  return message;
}
