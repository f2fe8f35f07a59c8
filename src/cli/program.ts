import { Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Io } from './io.js';
import { DRY_RUN_REPORTERS, EXPORT_KINDS, IMPORT_KINDS, REPORTERS, RUN_REPORTERS } from './options.js';

/** Runs a command and gives its exit code. */
export type Handler<A extends unknown[]> = (io: Io, ...args: A) => Promise<number>;

/** Options that settings have as flags, with the same names. */
function withSettings(command: Command): Command {
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

const format = (): Option =>
  new Option('--format <format>', 'what stdout carries').choices(['text', 'json']).default('text');
const simulate = (what: string): Option => new Option('--simulate', what);
const again = (): Option =>
  new Option(
    '--again <id>',
    'call this id although it was called, rejected or is in doubt; may be repeated',
  ).argParser(collect);
const only = (): Option =>
  new Option(
    '--only <id>',
    'send this call and no other; may be repeated. `rejected`: the calls that Plivo rejected, though unchanged',
  ).argParser(collect);
const maxCalls = (): Option =>
  new Option('--max-calls <n>', 'send the first n calls, and leave the others for later');
const apiUrl = (): Option =>
  new Option('--api-url <origin>', "the API's address (default https://api.plivo.com)");

/** The options for where lockfiles are pushed to. */
function withUpstream(command: Command): Command {
  return command
    .option('--remote <name>', "the remote to push to (default: the branch's, or origin)")
    .option('--branch <name>', 'the branch to push to (default: the one that is checked out)');
}

/** The options for what a command says on stdout and into files. */
function withReports(command: Command, names: readonly string[]): Command {
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

/** The command line. Each command's code is loaded when it is asked for. `done` receives the exit code. */
export function createProgram(io: Io, done: (exit: number) => void): Command {
  const program = new Command('callplan')
    .description('Phone calls as code: places calls through Plivo from YAML plans in git, each at most once.')
    .version(packageJson.version)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(callplan --help lists everything)');

  const run =
    <A extends unknown[]>(load: () => Promise<Handler<A>>) =>
    async (...args: [...A, Command]): Promise<void> => {
      const handler = await load();
      done(await handler(io, ...(args.slice(0, -1) as unknown as A)));
    };

  withReports(
    withSettings(
      program
        .command('validate')
        .description('check plans, settings and lockfiles')
        .argument('[plan...]', 'files or folders'),
    ),
    REPORTERS,
  )
    .option('--max-problems <n>', 'how many findings text shows, 0 for all (default 100)')
    .option('--strict', 'warnings count as errors')
    .action(run(async () => (await import('./commands/validate.js')).validate));

  program
    .command('explain')
    .description('explain a finding or a reason for giving up, with a bad example and the good one')
    .argument('[code]', 'the word in brackets at the end of a message; without it, all are listed')
    .action(run(async () => (await import('./commands/explain.js')).explain));

  withReports(
    withSettings(
      program
        .command('dry-run')
        .description('show what a run would do, offline and without credentials')
        .argument('[plan...]', 'files or folders'),
    ),
    DRY_RUN_REPORTERS,
  )
    .option('--show-requests', 'print the exact bodies of the requests, in text')
    .option('--show-numbers', 'show phone numbers in the reports that are for publishing: markdown, github')
    .option('--base <revision>', 'tell what has changed since this revision of git, such as origin/main')
    .option('--out <file>', 'save the steps, for run --steps to perform these and no others')
    .option('--exit-code', 'exit with 4 when there are calls to place')
    .addOption(again())
    .addOption(only())
    .addOption(maxCalls())
    .addOption(simulate('compare with the record of simulated runs'))
    .action(run(async () => (await import('./commands/dry-run.js')).dryRun));

  withUpstream(
    withReports(
      withSettings(
        program
          .command('run')
          .description('place the calls, each at most once')
          .argument('[plan...]', 'files or folders'),
      ),
      RUN_REPORTERS,
    ),
  )
    .option('--commit', 'commit the lockfiles at the end and push them; refuse beforehand if that cannot be')
    .option('--show-numbers', 'show phone numbers in the reports that are for publishing: junit, markdown')
    .addOption(simulate('rehearse against an emulator inside this process; calls nobody'))
    .option('--yes', 'place the calls without asking')
    .option('--new', 'these plans were never run, so begin their lockfiles; needed where nobody can be asked')
    .addOption(again())
    .addOption(only())
    .addOption(maxCalls())
    .option('--steps <file>', 'perform the steps that dry-run --out has saved, if nothing has changed since')
    .option('--wait', 'read the calls back until every one of them has ended')
    .option(
      '--stop-after <duration>',
      'start no further call after this time, such as 50m; run again to go on',
    )
    .addOption(apiUrl())
    .action(run(async () => (await import('./commands/run.js')).run));

  withSettings(
    program
      .command('status')
      .description('show what the lockfiles know')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(format())
    .addOption(simulate('show the record of simulated runs'))
    .action(run(async () => (await import('./commands/status.js')).status));

  withSettings(
    program
      .command('sync')
      .description('read back from Plivo what became of the calls, and record it')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(format())
    .addOption(apiUrl())
    .action(run(async () => (await import('./commands/sync.js')).sync));

  withSettings(
    program
      .command('cancel')
      .description('take back the calls that Plivo has queued and not dialled yet')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(format())
    .addOption(apiUrl())
    .action(run(async () => (await import('./commands/cancel.js')).cancel));

  program
    .command('resolve')
    .description('settle a call that is in doubt')
    .argument('<plan>', 'plan file')
    .argument('<id>', "the call's id")
    .addOption(new Option('--placed', 'it rang, or may have: never call it again').conflicts('notPlaced'))
    .option('--not-placed', 'it certainly was not placed: the next run may send it')
    .requiredOption('--reason <text>', 'how you know; kept in the lockfile')
    .option('--edition <edition>', "the call's edition, when it is not the plan's")
    .option('--config <file>', 'settings file, instead of the one that is found')
    .addOption(simulate('settle it in the record of simulated runs'))
    .action(run(async () => (await import('./commands/resolve.js')).resolveCall));

  withUpstream(
    program
      .command('commit')
      .description('commit the lockfiles, and nothing else')
      .argument('[plan...]', 'files or folders')
      .option('--push', 'bring them to the remote branch, joined with what that knows'),
  )
    .option('--config <file>', 'settings file, instead of the one that is found')
    .action(run(async () => (await import('./commands/commit.js')).commit));

  program
    .command('merge-driver')
    .description('merge driver for git: joins what two branches know of calls')
    .argument('[base]', 'the common ancestor, %O; it is not needed')
    .argument('[ours]', 'our version, %A; the result takes its place')
    .argument('[theirs]', 'their version, %B')
    .argument('[path]', 'the name of the lockfile, %P')
    .option('--install', 'have git in this clone use it, by its config and .gitattributes')
    .action(run(async () => (await import('./commands/merge-driver.js')).mergeDriver));

  program
    .command('lockfile')
    .description('look after lockfiles')
    .command('repair')
    .description("resolve git's conflict markers, when nothing gets lost by it")
    .argument('[file...]', 'lockfiles, or plans, folders and patterns')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--config <file>', 'settings file, instead of the one that is found')
    .action(run(async () => (await import('./commands/lockfile-repair.js')).repairLockfiles));

  program
    .command('import')
    .description('make a plan of curl commands, a Postman collection or a CSV')
    .argument('<file>', 'what to import; - for standard input')
    .addOption(new Option('--as <kind>', 'what it is, where that cannot be told').choices(IMPORT_KINDS))
    .option('--name <name>', "the plan's name")
    .option('--out <file>', 'write the plan there, where no file is yet; stdout without it')
    .addOption(
      new Option('--duplicates <which>', 'whether the plan may call a number several times')
        .choices(['refuse', 'allow'])
        .default('refuse'),
    )
    .action(run(async () => (await import('./commands/import.js')).importPlan));

  withSettings(
    program
      .command('export')
      .description('write the requests that a run would send now, for other programs to send')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(
      new Option('--as <kind>', 'the form: a shell script, a Postman collection or a .http file')
        .choices(EXPORT_KINDS)
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'write them there rather than to stdout')
    .addOption(again())
    .addOption(only())
    .addOption(maxCalls())
    .addOption(simulate('compare with the record of simulated runs'))
    .action(run(async () => (await import('./commands/export.js')).exportRequests));

  program
    .command('config')
    .description('print the settings in force and where each comes from')
    .addOption(format())
    .action(run(async () => (await import('./commands/config.js')).config));
  withSettings(program.commands.at(-1) ?? program);

  program
    .command('emulator')
    .description('serve an emulated Plivo on this machine; it calls nobody')
    .option('--port <n>', 'port to listen on, 0 for any free one', '0')
    .option('--cps <rate>', 'calls per second that are fired at once; beyond it they are queued', '2')
    .option('--speed <n>', 'how many times as fast its time runs, or max: whoever asks need not wait', '1')
    .option('--seed <text>', 'what becomes of the calls is drawn by it; the same seed, the same history', '1')
    .action(run(async () => (await import('./commands/emulator.js')).emulator));

  return program;
}
