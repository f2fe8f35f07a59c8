import type { Command } from 'commander';
import { config, withUpstream, type UpstreamFlags } from '../options.js';

export interface CommitFlags extends UpstreamFlags {
  readonly push?: boolean;
  readonly config?: string;
}

export function declareCommit(program: Command): Command {
  const command = program
    .command('commit')
    .description('commit the lockfiles, and nothing else')
    .argument('[plan...]', 'files or folders')
    .option('--push', 'bring them to the remote branch, joined with what that knows');
  return withUpstream(command).addOption(config());
}
