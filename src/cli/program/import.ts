import { Option, type Command } from 'commander';
import type { Outline } from '../../convert/import/assemble.js';
import type { ImportKind } from '../../convert/import/recognise.js';

export interface ImportFlags {
  readonly as?: ImportKind;
  readonly name?: string;
  readonly out?: string;
  readonly duplicates: Outline['duplicates'];
}

const KINDS = ['curl', 'postman', 'csv'] as const satisfies readonly ImportKind[];

export function declareImport(program: Command): Command {
  return program
    .command('import')
    .description('make a plan of curl commands, a Postman collection or a CSV')
    .argument('<file>', 'what to import; - for standard input')
    .addOption(new Option('--as <kind>', 'what it is, where that cannot be told').choices(KINDS))
    .option('--name <name>', "the plan's name")
    .option('--out <file>', 'write the plan there, where no file is yet; stdout without it')
    .addOption(
      new Option('--duplicates <which>', 'whether the plan may call a number several times')
        .choices(['refuse', 'allow'])
        .default('refuse'),
    );
}
