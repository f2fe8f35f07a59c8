import { Option, type Command } from 'commander';
import { reportNames, reportRow, type ReportingCommand, type ReportName } from '../../report/registry.js';

/** Declares a command that takes plans, and the settings as flags. */
export function planCommand(program: Command, name: string, description: string): Command {
  const command = program.command(name).description(description).argument('[plan...]', 'files or folders');
  return withSettings(command);
}

/** Adds the options that settings have as flags, with the same names. */
export function withSettings(command: Command): Command {
  return command
    .addOption(config())
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

export function config(): Option {
  return new Option('--config <file>', 'settings file, instead of the one that is found');
}

/** `--simulate` */
export interface SimulateFlag {
  readonly simulate?: boolean;
}

export function simulate(what: string): Option {
  return new Option('--simulate', what);
}

/** `--api-url` */
export interface ApiUrlFlag {
  readonly apiUrl?: string;
}

export function apiUrl(): Option {
  return new Option('--api-url <origin>', "the API's address (default https://api.plivo.com)");
}

/** Which calls of the plans are meant. */
export interface ChoiceFlags {
  readonly again?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
  readonly maxCalls?: string | undefined;
}

/** Adds the options of {@link ChoiceFlags}. */
export function withChoice(command: Command): Command {
  return command
    .addOption(
      repeated(
        '--again <id>',
        'call this id although it was called, rejected or is in doubt; may be repeated',
      ),
    )
    .addOption(
      repeated(
        '--only <id>',
        'send this call and no other; may be repeated. `rejected`: the calls that Plivo rejected, though unchanged',
      ),
    )
    .addOption(new Option('--max-calls <n>', 'send the first n calls, and leave the others for later'));
}

/** Where lockfiles are pushed to. */
export interface UpstreamFlags {
  readonly remote?: string;
  readonly branch?: string;
}

/** Adds the options of {@link UpstreamFlags}. */
export function withUpstream(command: Command): Command {
  return command
    .option('--remote <name>', "the remote to push to (default: the branch's, or origin)")
    .option('--branch <name>', 'the branch to push to (default: the one that is checked out)');
}

/** `--format`, for a command that has reports on stdout alone. */
export interface FormatFlag<N extends string> {
  readonly format: N;
}

export function format(names: readonly string[]): Option {
  return new Option('--format <format>', 'what stdout carries').choices(names).default('text');
}

/** The flags of a command whose reports may go to files too. */
export interface OutputFlags<C extends ReportingCommand> {
  readonly format?: ReportName<C>;
  readonly report?: readonly string[];
}

/** Adds the options of {@link OutputFlags}. */
export function withReports(command: Command, of: ReportingCommand): Command {
  const names = reportNames(of);
  return command
    .addOption(new Option('--format <format>', 'what stdout carries (default text)').choices(names))
    .addOption(
      repeated(
        '--report <name[=file]>',
        `a report more, to stdout or a file: ${names.join(', ')}; may be repeated`,
      ),
    );
}

/** `--show-numbers` */
export interface ShowNumbersFlag {
  readonly showNumbers?: boolean;
}

export function showNumbers(of: ReportingCommand): Option {
  const published = reportNames(of).filter((name) => reportRow(of, name).audience === 'published');
  return new Option(
    '--show-numbers',
    `show phone numbers in the reports that are for publishing: ${published.join(', ')}`,
  );
}

/** An option that may be given several times. Not variadic: that would swallow the plans that follow. */
export function repeated(flags: string, what: string): Option {
  return new Option(flags, what).argParser((value: string, values: readonly string[] | undefined) => [
    ...(values ?? []),
    value,
  ]);
}
