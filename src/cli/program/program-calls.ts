import type { Command } from 'commander';
import {
  again,
  apiUrl,
  maxCalls,
  only,
  simulate,
  withReports,
  withSettings,
  withUpstream,
  type Run,
} from './program-options.js';

/** The commands from a plan to its calls. */
export function addCallCommands(program: Command, run: Run): void {
  withReports(
    withSettings(
      program
        .command('validate')
        .description('check plans, settings and lockfiles')
        .argument('[plan...]', 'files or folders'),
    ),
    'validate',
  )
    .option('--max-problems <n>', 'how many findings text shows, 0 for all (default 100)')
    .option('--strict', 'warnings count as errors')
    .action(run(async () => (await import('../commands/validate.js')).validate));

  program
    .command('explain')
    .description('explain a finding or a reason for giving up, with a bad example and the good one')
    .argument('[code]', 'the word in brackets at the end of a message; without it, all are listed')
    .action(run(async () => (await import('../commands/explain.js')).explain));

  withReports(
    withSettings(
      program
        .command('dry-run')
        .description('show what a run would do, offline and without credentials')
        .argument('[plan...]', 'files or folders'),
    ),
    'dry-run',
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
    .action(run(async () => (await import('../commands/dry-run.js')).dryRun));

  withUpstream(
    withReports(
      withSettings(
        program
          .command('run')
          .description('place the calls, each at most once')
          .argument('[plan...]', 'files or folders'),
      ),
      'run',
    ),
  )
    .option('--commit', 'commit the lockfiles at the end and push them; refuse beforehand if that cannot be')
    .option('--show-numbers', 'show phone numbers in the reports that are for publishing: junit, markdown')
    .addOption(simulate('rehearse against an emulator inside this process; calls nobody'))
    .option('--scenario <file>', 'what happens in the rehearsal, as a YAML file')
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
    .action(run(async () => (await import('../commands/run.js')).run));
}
