import { Option, type Command } from 'commander';
import { apiUrl, format, simulate, withSettings, withUpstream, type Run } from './program-options.js';

/** The commands that look after what has been called. */
export function addRecordCommands(program: Command, run: Run): void {
  withSettings(
    program
      .command('status')
      .description('show what the lockfiles know')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(format())
    .addOption(simulate('show the record of simulated runs'))
    .action(run(async () => (await import('../commands/status.js')).status));

  withSettings(
    program
      .command('sync')
      .description('read back from Plivo what became of the calls, and record it')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(format())
    .addOption(apiUrl())
    .addOption(simulate('read simulated calls back, into their own record'))
    .action(run(async () => (await import('../commands/sync.js')).sync));

  withSettings(
    program
      .command('cancel')
      .description('take back the calls that Plivo has queued and not dialled yet')
      .argument('[plan...]', 'files or folders'),
  )
    .addOption(format())
    .addOption(apiUrl())
    .addOption(simulate('take back simulated calls'))
    .action(run(async () => (await import('../commands/cancel.js')).cancel));

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
    .action(run(async () => (await import('../commands/resolve.js')).resolveCall));

  withUpstream(
    program
      .command('commit')
      .description('commit the lockfiles, and nothing else')
      .argument('[plan...]', 'files or folders')
      .option('--push', 'bring them to the remote branch, joined with what that knows'),
  )
    .option('--config <file>', 'settings file, instead of the one that is found')
    .action(run(async () => (await import('../commands/commit.js')).commit));

  program
    .command('merge-driver')
    .description('merge driver for git: joins what two branches know of calls')
    .argument('[base]', 'the common ancestor, %O; it is not needed')
    .argument('[ours]', 'our version, %A; the result takes its place')
    .argument('[theirs]', 'their version, %B')
    .argument('[path]', 'the name of the lockfile, %P')
    .option('--install', 'have git in this clone use it, by its config and .gitattributes')
    .action(run(async () => (await import('../commands/merge-driver.js')).mergeDriver));

  program
    .command('lockfile')
    .description('look after lockfiles')
    .command('repair')
    .description("resolve git's conflict markers, when nothing gets lost by it")
    .argument('[file...]', 'lockfiles, or plans, folders and patterns')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--config <file>', 'settings file, instead of the one that is found')
    .action(run(async () => (await import('../commands/lockfile-repair.js')).repairLockfiles));
}
