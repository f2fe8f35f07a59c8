import type { Command } from 'commander';
import { reportNames, type ReportName } from '../../../report/registry.js';
import type { SettingFlags } from '../../../workspace/flags.js';
import { format, planCommand, simulate, type FormatFlag, type SimulateFlag } from '../options.js';

export type StatusFlags = SettingFlags & FormatFlag<ReportName<'status'>> & SimulateFlag;

export function declareStatus(program: Command): Command {
  return planCommand(program, 'status', 'show what the lockfiles know')
    .addOption(format(reportNames('status')))
    .addOption(simulate('show the record of simulated runs'));
}
