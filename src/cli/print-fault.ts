import type { Fault } from '../diagnostics/fault.js';
import { clean } from '../report/clean.js';
import { errColors, type Io } from './io.js';

/** Says on stderr what could not be done, and what to do about it. */
export function printFault(io: Io, { message, code, hint }: Fault): void {
  const { red, dim } = errColors(io);
  io.stderr.write(`${red('error')}: ${clean(message)} ${dim(`[${code}]`)}\n  ${clean(hint)}\n`);
}
