import type { Command } from 'commander';
import type { SettingFlags } from '../../../workspace/flags.js';
import {
  apiUrl,
  planCommand,
  showNumbers,
  simulate,
  withChoice,
  withReports,
  withUpstream,
  type ApiUrlFlag,
  type ChoiceFlags,
  type OutputFlags,
  type ShowNumbersFlag,
  type SimulateFlag,
  type UpstreamFlags,
} from '../options.js';

export type RunFlags = SettingFlags &
  OutputFlags<'run'> &
  UpstreamFlags &
  ShowNumbersFlag &
  SimulateFlag &
  ChoiceFlags &
  ApiUrlFlag & {
    readonly commit?: boolean;
    readonly scenario?: string;
    readonly yes?: boolean;
    readonly new?: boolean;
    readonly steps?: string;
    readonly wait?: boolean;
    readonly stopAfter?: string;
  };

export function declareRun(program: Command): Command {
  const command = planCommand(program, 'run', 'place the calls, each at most once');
  withUpstream(withReports(command, 'run'))
    .option('--commit', 'commit the lockfiles at the end and push them; refuse beforehand if that cannot be')
    .addOption(showNumbers('run'))
    .addOption(simulate('rehearse against an emulator inside this process; calls nobody'))
    .option('--scenario <file>', 'what happens in the rehearsal, as a YAML file')
    .option('--yes', 'place the calls without asking')
    .option(
      '--new',
      'these plans were never run, so begin their lockfiles; needed where nobody can be asked',
    );
  return withChoice(command)
    .option('--steps <file>', 'perform the steps that dry-run --out has saved, if nothing has changed since')
    .option('--wait', 'read the calls back until every one of them has ended')
    .option(
      '--stop-after <duration>',
      'start no further call after this time, such as 50m; run again to go on',
    )
    .addOption(apiUrl());
}
