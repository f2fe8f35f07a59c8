import type { Command } from 'commander';
import type { SettingFlags } from '../../../workspace/flags.js';
import { format, withSettings, type FormatFlag } from '../options.js';

const FORMATS = ['text', 'json'] as const;

export type ConfigFlags = SettingFlags & FormatFlag<(typeof FORMATS)[number]>;

export function declareConfig(program: Command): Command {
  const command = program
    .command('config')
    .description('print the settings in force and where each comes from')
    .addOption(format(FORMATS));
  return withSettings(command);
}
