import { Option, type Command } from 'commander';
import { config, simulate, type SimulateFlag } from '../options.js';

export interface ResolveFlags extends SimulateFlag {
  readonly placed?: boolean;
  readonly notPlaced?: boolean;
  readonly reason: string;
  readonly edition?: string;
  readonly config?: string;
}

export function declareResolve(program: Command): Command {
  return program
    .command('resolve')
    .description('settle a call that is in doubt')
    .argument('<plan>', 'plan file')
    .argument('<id>', "the call's id")
    .addOption(new Option('--placed', 'it rang, or may have: never call it again').conflicts('notPlaced'))
    .option('--not-placed', 'it certainly was not placed: the next run may send it')
    .requiredOption('--reason <text>', 'how you know; kept in the lockfile')
    .option('--edition <edition>', "the call's edition, when it is not the plan's")
    .addOption(config())
    .addOption(simulate('settle it in the record of simulated runs'));
}
