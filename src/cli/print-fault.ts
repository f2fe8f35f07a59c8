import type { Fault } from '../diagnostics/fault.js';
import { clean } from '../privacy/clean.js';
import { errColors, type Io } from '../io/io.js';

/** Says on stderr what could not be done, and what to do about it. */
export function printFault(io: Io, { message, code, hint, details }: Fault): void {
  const { red, dim } = errColors(io);
  const lines = details.map((detail) => `  - ${clean(detail)}\n`).join('');
  io.stderr.write(`${red('error')}: ${clean(message)} ${dim(`[${code}]`)}\n${lines}  ${clean(hint)}\n`);
}
