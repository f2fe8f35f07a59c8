import type { Command } from 'commander';

export interface MergeDriverFlags {
  readonly install?: boolean;
}

export function declareMergeDriver(program: Command): Command {
  return program
    .command('merge-driver')
    .description('merge driver for git: joins what two branches know of calls')
    .argument('[base]', 'the common ancestor, %O; it is not needed')
    .argument('[ours]', 'our version, %A; the result takes its place')
    .argument('[theirs]', 'their version, %B')
    .argument('[path]', 'the name of the lockfile, %P')
    .option('--install', 'have git in this clone use it, by its config and .gitattributes');
}
