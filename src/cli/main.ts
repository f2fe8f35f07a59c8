import { Exit } from '../diagnostics/exit.js';
import type { World } from '../io/io.js';
import { printError } from './print-error.js';
import { createProgram } from './program/program.js';
import { guard } from './secrets.js';

/** Runs one command line and gives its exit code. Never throws: the one place where Faults end. */
export async function main(world: World): Promise<number> {
  const io = guard(world);
  // Node would print it as it is, and end with the code of findings.
  io.onUncaught((error) => io.end(printError(io, error)));
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
    return printError(io, error);
  }
}
