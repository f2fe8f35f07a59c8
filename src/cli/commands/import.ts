import { basename } from 'node:path';
import { describe, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import {
  detectFormat,
  importForm,
  lacksOnlyParameters,
  planName,
  type Imported,
  type ImportFormat,
} from '../../convert/import/import.js';
import type { Remark } from '../../convert/import/found-requests.js';
import { clean } from '../../privacy/clean.js';
import { DEFAULT_MAX_PROBLEMS, findingsText } from '../../report/findings/text.js';
import type { SourceText } from '../../source/files/text.js';
import { errColors, type Io } from '../../io/io.js';
import { readInput } from '../read-input.js';
import { openNewPlan, type NewPlan } from '../outputs/new-plan.js';
import type { ImportFlags } from '../program/commands/import.js';

/** `callplan import`: a plan of what people have already, to stdout or a new file. Opens no connection. */
export async function importPlan(io: Io, named: string, flags: ImportFlags): Promise<Exit> {
  const target = flags.out === undefined ? undefined : openNewPlan(flags.out, io.cwd);
  const source = await readInput(io, named);
  const imported = importForm(source, {
    format: flags.as ?? formatOf(source),
    ...nameFor(named, flags),
    duplicates: flags.duplicates,
    secrets: [io.env['PLIVO_AUTH_TOKEN'] ?? ''],
    planFile: (name) => flags.out ?? `${name}.yaml`,
  });
  sayRemarks(io, imported.remarks);
  if (imported.calls === 0)
    throw new Fault('form-unreadable', {
      file: source.file,
      problem: 'it has no make-call request for a plan',
    });
  sayFindings(io, imported);
  const usable = lacksOnlyParameters(imported.diagnostics);
  if (usable) await put(io, imported, target);
  io.stderr.write(summary(imported, usable, flags.out));
  return exitOf(imported);
}

function formatOf(source: SourceText): ImportFormat {
  const format = detectFormat(source);
  if (format) return format;
  throw new Fault('usage', {
    problem: `what ${source.file} is cannot be told`,
    hint: 'Say it: --as curl, --as postman or --as csv.',
  });
}

/** What the command line says of the plan's name. */
function nameFor(file: string, { name, out }: ImportFlags): { name?: string; fallbackName: string } {
  const ownName = name ?? (out === undefined ? undefined : planName(stem(out)));
  return {
    ...(ownName !== undefined && { name: ownName }),
    fallbackName: planName(stem(file)) ?? 'imported',
  };
}

/** A file's name without folder and endings. */
function stem(file: string): string {
  return basename(file).replace(/(?<=.)\..*$/, '');
}

function sayRemarks(io: Io, remarks: readonly Remark[]): void {
  const { yellow, dim } = errColors(io);
  // What was to be imported comes before what never was.
  const sorted = [...remarks.filter(({ lost }) => lost), ...remarks.filter(({ lost }) => !lost)];
  for (const { place, text, lost } of sorted.slice(0, DEFAULT_MAX_PROBLEMS))
    io.stderr.write(`${clean(place)}: ${(lost ? yellow : dim)(clean(text))}\n`);
  const more = sorted.length - DEFAULT_MAX_PROBLEMS;
  if (more > 0) io.stderr.write(`… and ${more} more\n`);
}

function sayFindings(io: Io, { plan, diagnostics }: Imported): void {
  const shown = diagnostics.filter((diagnostic) => describe(diagnostic).severity !== 'note');
  if (shown.length === 0) return;
  const findings = { diagnostics: shown, files: [plan.file], sources: [plan] };
  io.stderr.write(findingsText(findings, { colors: errColors(io) }));
}

async function put(io: Io, { plan }: Imported, target: NewPlan | undefined): Promise<void> {
  if (target) await target.write(plan.text);
  else io.stdout.write(plan.text);
}

function summary({ calls, plan, diagnostics }: Imported, usable: boolean, out: string | undefined): string {
  const count = `${calls} ${calls === 1 ? 'call' : 'calls'}`;
  if (!usable) return `${count}, but the plan has errors: nothing was written\n`;
  const where = out === undefined ? '' : ` in ${clean(plan.file)}`;
  const wanting = diagnostics.some(lacks) ? '; the plan lacks what is named above' : '';
  return `${count}${where}${wanting}. Whom these requests have called already is not on record.\n`;
}

function lacks({ code }: Diagnostic): boolean {
  return code === 'missing-parameter';
}

/** What is not in the plan as it was in the form is a finding, and so is what the plan lacks. */
function exitOf({ diagnostics, remarks }: Imported): Exit {
  const complete = !diagnostics.some((diagnostic) => describe(diagnostic).severity === 'error');
  return complete && !remarks.some(({ lost }) => lost) ? Exit.fine : Exit.findings;
}
