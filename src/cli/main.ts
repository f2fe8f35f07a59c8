import { CommanderError } from 'commander';
import { Exit } from '../diagnostics/exit.js';
import { Fault } from '../diagnostics/fault.js';
import { clean } from '../privacy/clean.js';
import { errColors, type Io, type World } from '../io/io.js';
import { printFault } from './print-fault.js';
import { createProgram } from './program/program.js';
import { guard } from './secrets.js';

/** Runs one command line and gives its exit code. Never throws: the one place where Faults end. */
export async function main(world: World): Promise<number> {
  const io = guard(world);
  // Node would print it as it is, and end with the code of findings.
  io.onUncaught((error) => io.end(explainEnd(io, error)));
  let exit: number = Exit.fine;
  try {
    const program = createProgram(io, (code) => {
      exit = code;
    });
    for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])])
      command.exitOverride().configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
      });
    await program.parseAsync(io.args, { from: 'user' });
    return exit;
  } catch (error) {
    return explainEnd(io, error);
  }
}

function explainEnd(io: Io, error: unknown): number {
  // commander has already printed its message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.fine : Exit.usage;
  if (error instanceof Fault) {
    const fault = error as Fault;
    printFault(io, fault);
    return fault.exit;
  }
  const { red } = errColors(io);
  const stack = (error instanceof Error && error.stack) || String(error);
  io.stderr.write(
    `${red('internal error')}: ${stack.split('\n').map(clean).join('\n')}\n  This is a fault of callplan's own; please report it with the lines above.\n`,
  );
  return Exit.unable;
}
