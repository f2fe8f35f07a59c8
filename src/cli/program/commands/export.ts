import { Option, type Command } from 'commander';
import type { ExportFormat } from '../../../convert/export/export.js';
import type { SettingFlags } from '../../../workspace/flags.js';
import { planCommand, simulate, withChoice, type ChoiceFlags, type SimulateFlag } from '../options.js';

export type ExportFlags = SettingFlags &
  ChoiceFlags &
  SimulateFlag & { readonly as: ExportFormat; readonly out?: string };

const FORMATS = ['curl', 'postman', 'http'] as const satisfies readonly ExportFormat[];

export function declareExport(program: Command): Command {
  const command = planCommand(
    program,
    'export',
    'write the requests that a run would send now, for other programs to send',
  )
    .addOption(
      new Option('--as <kind>', 'the form: a shell script, a Postman collection or a .http file')
        .choices(FORMATS)
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'write them there rather than to stdout');
  return withChoice(command).addOption(simulate('compare with the record of simulated runs'));
}
