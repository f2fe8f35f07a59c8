import type { Command } from 'commander';
import type { SettingFlags } from '../../../workspace/flags.js';
import {
  planCommand,
  showNumbers,
  simulate,
  withChoice,
  withReports,
  type ChoiceFlags,
  type OutputFlags,
  type ShowNumbersFlag,
  type SimulateFlag,
} from '../options.js';

export type DryRunFlags = SettingFlags &
  OutputFlags<'dry-run'> &
  ChoiceFlags &
  ShowNumbersFlag &
  SimulateFlag & {
    readonly showRequests?: boolean;
    readonly base?: string;
    readonly out?: string;
    readonly exitCode?: boolean;
  };

export function declareDryRun(program: Command): Command {
  const command = planCommand(
    program,
    'dry-run',
    'show what a run would do, offline and without credentials',
  );
  withReports(command, 'dry-run')
    .option('--show-requests', 'print the exact bodies of the requests, in text')
    .addOption(showNumbers('dry-run'))
    .option('--base <revision>', 'tell what has changed since this revision of git, such as origin/main')
    .option('--out <file>', 'save the steps, for run --steps to perform these and no others')
    .option('--exit-code', 'exit with 4 when there are calls to place');
  return withChoice(command).addOption(simulate('compare with the record of simulated runs'));
}
