import { CommanderError } from 'commander';
import { Exit } from '../diagnostics/exit.js';
import { Fault } from '../diagnostics/fault.js';
import { errColors, type Io } from '../io/io.js';
import { clean } from '../privacy/clean.js';

/** Prints on stderr what could not be done, and what to do about it. */
export function printFault(io: Io, { message, code, hint, details }: Fault): void {
  const { red, dim } = errColors(io);
  const lines = details.map((detail) => `  - ${clean(detail)}\n`).join('');
  io.stderr.write(`${red('error')}: ${clean(message)} ${dim(`[${code}]`)}\n${lines}  ${clean(hint)}\n`);
}

/** Prints what ended a command before its time, and gives the exit code. */
export function printError(io: Io, error: unknown): number {
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
