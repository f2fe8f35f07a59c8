import { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Io } from '../../io/io.js';
import { addCallCommands } from './program-calls.js';
import { addRecordCommands } from './program-records.js';
import type { Handler, Run } from './program-options.js';
import { addTools } from './program-tools.js';

/** The command line. `done` receives the exit code. */
export function createProgram(io: Io, done: (exit: number) => void): Command {
  const program = new Command('callplan')
    .description('Phone calls as code: places calls through Plivo from YAML plans in git, each at most once.')
    .version(packageJson.version)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(callplan --help lists everything)');
  const run: Run =
    <A extends unknown[]>(load: () => Promise<Handler<A>>) =>
    async (...args: [...A, Command]): Promise<void> => {
      const handler = await load();
      done(await handler(io, ...(args.slice(0, -1) as unknown as A)));
    };
  addCallCommands(program, run);
  addRecordCommands(program, run);
  addTools(program, run);
  return program;
}
