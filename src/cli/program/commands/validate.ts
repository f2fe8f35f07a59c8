import type { Command } from 'commander';
import type { SettingFlags } from '../../../workspace/flags.js';
import { planCommand, withReports, type OutputFlags } from '../options.js';

export type ValidateFlags = SettingFlags &
  OutputFlags<'validate'> & { readonly maxProblems?: string; readonly strict?: boolean };

export function declareValidate(program: Command): Command {
  return withReports(planCommand(program, 'validate', 'check plans, settings and lockfiles'), 'validate')
    .option('--max-problems <n>', 'how many findings text shows, 0 for all (default 100)')
    .option('--strict', 'warnings count as errors');
}
