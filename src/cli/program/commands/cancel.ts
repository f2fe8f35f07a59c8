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

export type CancelFlags = SettingFlags & FormatFlag<ReportName<'cancel'>> & ApiUrlFlag & SimulateFlag;

export function declareCancel(program: Command): Command {
  return planCommand(program, 'cancel', 'take back the calls that Plivo has queued and not dialled yet')
    .addOption(format(reportNames('cancel')))
    .addOption(apiUrl())
    .addOption(simulate('take back simulated calls'));
}
