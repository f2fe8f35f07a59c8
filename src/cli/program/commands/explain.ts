import type { Command } from 'commander';

export function declareExplain(program: Command): Command {
  return program
    .command('explain')
    .description('explain a finding or a reason for giving up, with a bad example and the good one')
    .argument('[code]', 'the word in brackets at the end of a message; without it, all are listed');
}
