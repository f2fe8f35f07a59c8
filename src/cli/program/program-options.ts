import { Option, type Command } from 'commander';
import type { Io } from '../../io/io.js';
import { reportNames, type ReportingCommand } from '../../report/reports.js';

/** Runs a command and gives its exit code. */
export type Handler<A extends unknown[]> = (io: Io, ...args: A) => Promise<number>;

/** Makes an action of a command whose code is loaded when it is asked for. */
export type Run = <A extends unknown[]>(
  load: () => Promise<Handler<A>>,
) => (...args: [...A, Command]) => Promise<void>;

/** Options that settings have as flags, with the same names. */
export function withSettings(command: Command): Command {
  return command
    .addOption(new Option('--config <file>', 'settings file, instead of the one that is found'))
    .addOption(new Option('--edition <edition>', "overrides the plans' edition"))
    .addOption(new Option('--cps <rate>', 'calls started per second over the whole run (default 2)'))
    .addOption(new Option('--concurrency <n>', 'requests that may wait for a reply at a time (default 10)'))
    .addOption(
      new Option('--bulk <n>', 'calls that may share a request when they differ only in `to` (default 1)'),
    )
    .addOption(
      new Option('--max-failures <n>', 'calls of a run that may fail, as 20 or 5%; with one more, it stops'),
    );
}

export const format = (): Option =>
  new Option('--format <format>', 'what stdout carries').choices(['text', 'json']).default('text');
export const simulate = (what: string): Option => new Option('--simulate', what);
/** One that may be given several times. */
export const repeated = (flags: string, what: string): Option => new Option(flags, what).argParser(collect);
export const again = (): Option =>
  repeated('--again <id>', 'call this id although it was called, rejected or is in doubt; may be repeated');
export const only = (): Option =>
  repeated(
    '--only <id>',
    'send this call and no other; may be repeated. `rejected`: the calls that Plivo rejected, though unchanged',
  );
export const maxCalls = (): Option =>
  new Option('--max-calls <n>', 'send the first n calls, and leave the others for later');
export const apiUrl = (): Option =>
  new Option('--api-url <origin>', "the API's address (default https://api.plivo.com)");

/** The options for where lockfiles are pushed to. */
export function withUpstream(command: Command): Command {
  return command
    .option('--remote <name>', "the remote to push to (default: the branch's, or origin)")
    .option('--branch <name>', 'the branch to push to (default: the one that is checked out)');
}

/** The options for a command's reports, on stdout and in files. */
export function withReports(command: Command, of: ReportingCommand): Command {
  const names = reportNames(of);
  return command
    .addOption(new Option('--format <format>', 'what stdout carries (default text)').choices(names))
    .addOption(
      new Option(
        '--report <name[=file]>',
        `a report more, to stdout or a file: ${names.join(', ')}; may be repeated`,
      ).argParser(collect),
    );
}

/** Values of an option that may be repeated. Not variadic: that would swallow the plans that follow. */
function collect(value: string, values: readonly string[] | undefined): string[] {
  return [...(values ?? []), value];
}
