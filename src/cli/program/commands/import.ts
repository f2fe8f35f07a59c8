import { Option, type Command } from 'commander';
import type { ImportFormat } from '../../../convert/import/import.js';
import type { Outline } from '../../../convert/import/outline.js';

export interface ImportFlags {
  readonly as?: ImportFormat;
  readonly name?: string;
  readonly out?: string;
  readonly duplicates: Outline['duplicates'];
}

const FORMATS = ['curl', 'postman', 'csv'] as const satisfies readonly ImportFormat[];

export function declareImport(program: Command): Command {
  return program
    .command('import')
    .description('make a plan of curl commands, a Postman collection or a CSV')
    .argument('<file>', 'what to import; - for standard input')
    .addOption(new Option('--as <kind>', 'what it is, where that cannot be told').choices(FORMATS))
    .option('--name <name>', "the plan's name")
    .option('--out <file>', 'write the plan there, where no file is yet; stdout without it')
    .addOption(
      new Option('--duplicates <which>', 'whether the plan may call a number several times')
        .choices(['refuse', 'allow'])
        .default('refuse'),
    );
}
