import type { Command } from 'commander';
import { config } from '../options.js';

export interface LockfileRepairFlags {
  readonly dryRun?: boolean;
  readonly config?: string;
}

export function declareLockfileRepair(program: Command): Command {
  return program
    .command('lockfile')
    .description('look after lockfiles')
    .command('repair')
    .description("resolve git's conflict markers, when nothing gets lost by it")
    .argument('[file...]', 'lockfiles, or plans, folders and patterns')
    .option('--dry-run', 'say what would be done, and change nothing')
    .addOption(config());
}
