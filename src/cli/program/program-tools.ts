import { Option, type Command } from 'commander';
import { PIPELINES } from '../../init/templates/answers.js';
import { EXPORT_KINDS, IMPORT_KINDS } from '../../workspace/flags.js';
import {
  again,
  format,
  maxCalls,
  only,
  repeated,
  simulate,
  withSettings,
  type Run,
} from './program-options.js';

/** The commands around plans: a repository for them, other forms of them, the settings, a Plivo to rehearse on. */
export function addTools(program: Command, run: Run): void {
  program
    .command('init')
    .description('write settings, a first plan and a pipeline into this repository')
    .option('--name <name>', "the plan's name (default first-call)")
    .option('--from <number>', 'the number that calls')
    .option('--to <destination>', 'whom to call: a number, a SIP URI, or a list such as contacts.csv')
    .option('--answer-url <url>', 'the URL that Plivo asks what to say')
    .addOption(new Option('--pipeline <where>', 'whose pipeline runs the plans').choices(PIPELINES))
    .option('--yes', 'ask nothing: take the flags, and examples for what they do not say')
    .action(run(async () => (await import('../commands/init.js')).init));

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
    .action(run(async () => (await import('../commands/import.js')).importPlan));

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
    .action(run(async () => (await import('../commands/export.js')).exportRequests));

  program
    .command('config')
    .description('print the settings in force and where each comes from')
    .addOption(format())
    .action(run(async () => (await import('../commands/config.js')).config));
  withSettings(program.commands.at(-1) ?? program);

  program
    .command('emulator')
    .description('serve an emulated Plivo on this machine; it calls nobody')
    .option('--host <host>', 'address to listen on; any but loopback is open to others', '127.0.0.1')
    .option('--port <n>', 'port to listen on, 0 for any free one', '0')
    .option('--cps <rate>', 'calls per second that are fired at once; beyond it they are queued', '2')
    .option(
      '--requests-per-5s <n>',
      'API requests within 5 s, beyond which they get 429; 0 for no limit',
      '300',
    )
    .option('--speed <n>', 'how many times as fast its time runs, or max: whoever asks need not wait', '1')
    .option('--scenario <file>', 'what becomes of the calls and what goes wrong, as a YAML file')
    .option('--seed <text>', 'what becomes of the calls is drawn by it; the same seed, the same history', '1')
    .addOption(repeated('--number <number>', 'a number that the account rents; may be repeated'))
    .addOption(repeated('--bar <prefix>', 'refuse calls to numbers that begin so, with 403; may be repeated'))
    .option('--allow-hang-up-all', 'let DELETE Call/ without a uuid hang up every call')
    .option('--callbacks', "tell the servers behind the calls' URLs what happens, those on this machine")
    .addOption(
      repeated(
        '--allow-callback-host <host>',
        'send callbacks to this host too, wherever it is; may be repeated',
      ),
    )
    .action(run(async () => (await import('../commands/emulator.js')).emulator));
}
