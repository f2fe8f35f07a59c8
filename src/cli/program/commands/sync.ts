import type { Command } from 'commander';
import { reportNames, type ReportName } from '../../../report/registry.js';
import type { SettingFlags } from '../../../workspace/flags.js';
import {
  apiUrl,
  format,
  planCommand,
  simulate,
  type ApiUrlFlag,
  type FormatFlag,
  type SimulateFlag,
} from '../options.js';

export type SyncFlags = SettingFlags & FormatFlag<ReportName<'sync'>> & ApiUrlFlag & SimulateFlag;

export function declareSync(program: Command): Command {
  return planCommand(program, 'sync', 'read back from Plivo what became of the calls, and record it')
    .addOption(format(reportNames('sync')))
    .addOption(apiUrl())
    .addOption(simulate('read simulated calls back, into their own record'));
}
