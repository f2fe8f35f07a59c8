import { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Io } from '../../io/io.js';
import { declareCancel } from './commands/cancel.js';
import { declareCommit } from './commands/commit.js';
import { declareConfig } from './commands/config.js';
import { declareDryRun } from './commands/dry-run.js';
import { declareEmulator } from './commands/emulator.js';
import { declareExplain } from './commands/explain.js';
import { declareExport } from './commands/export.js';
import { declareImport } from './commands/import.js';
import { declareInit } from './commands/init.js';
import { declareLockfileRepair } from './commands/lockfile-repair.js';
import { declareMergeDriver } from './commands/merge-driver.js';
import { declareResolve } from './commands/resolve.js';
import { declareRun } from './commands/run.js';
import { declareStatus } from './commands/status.js';
import { declareSync } from './commands/sync.js';
import { declareValidate } from './commands/validate.js';

/** Performs a command and gives the exit code. What commander has read of the arguments has the types that the command declares. */
type Action = (io: Io, ...args: never[]) => Promise<number>;

/** How each command is declared, and its action, which is loaded when the command is given. In the order in which help lists them. */
const COMMANDS: readonly (readonly [declare: (program: Command) => Command, load: () => Promise<Action>])[] =
  [
    [declareValidate, async () => (await import('../commands/validate.js')).validate],
    [declareExplain, async () => (await import('../commands/explain.js')).explain],
    [declareDryRun, async () => (await import('../commands/dry-run.js')).dryRun],
    [declareRun, async () => (await import('../commands/run.js')).run],
    [declareStatus, async () => (await import('../commands/status.js')).status],
    [declareSync, async () => (await import('../commands/sync.js')).sync],
    [declareCancel, async () => (await import('../commands/cancel.js')).cancel],
    [declareResolve, async () => (await import('../commands/resolve.js')).resolveCall],
    [declareCommit, async () => (await import('../commands/commit.js')).commit],
    [declareMergeDriver, async () => (await import('../commands/merge-driver.js')).mergeDriver],
    [declareLockfileRepair, async () => (await import('../commands/lockfile-repair.js')).repairLockfiles],
    [declareInit, async () => (await import('../commands/init.js')).init],
    [declareImport, async () => (await import('../commands/import.js')).importPlan],
    [declareExport, async () => (await import('../commands/export.js')).exportRequests],
    [declareConfig, async () => (await import('../commands/config.js')).config],
    [declareEmulator, async () => (await import('../commands/emulator.js')).emulator],
  ];

/** The command line. `done` receives the exit code. */
export function createProgram(io: Io, done: (exit: number) => void): Command {
  const program = new Command('callplan')
    .description('Phone calls as code: places calls through Plivo from YAML plans in git, each at most once.')
    .version(packageJson.version)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(callplan --help lists everything)');
  for (const [declare, load] of COMMANDS)
    declare(program).action(async (...args: unknown[]) => {
      const action = await load();
      // The last of them is the command itself.
      done(await action(io, ...(args.slice(0, -1) as never[])));
    });
  return program;
}
