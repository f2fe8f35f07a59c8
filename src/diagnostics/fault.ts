import { faults, type FaultArgs, type FaultCode } from './faults.js';
import type { Exit } from './exit.js';

/**
 * The one thing this program throws on purpose: it could not do what it was asked. Thrown once, caught once, by the command line.
 * `message` says where and what, `hint` says what to do, `exit` is the exit code, `cause` the underlying error.
 */
export class Fault<C extends FaultCode = FaultCode> extends Error {
  override readonly name = 'Fault';
  readonly code: C;
  readonly args: FaultArgs<C>;
  readonly exit: Exit;
  readonly hint: string;
  readonly details: readonly string[];

  constructor(code: C, args: FaultArgs<C>, cause?: unknown) {
    const entry = faults[code] as {
      exit: Exit;
      message: (a: FaultArgs<C>) => string;
      hint: (a: FaultArgs<C>) => string;
      details?: (a: FaultArgs<C>) => readonly string[];
    };
    super(entry.message(args), cause === undefined ? undefined : { cause });
    this.code = code;
    this.args = args;
    this.exit = entry.exit;
    this.hint = entry.hint(args);
    this.details = entry.details?.(args) ?? [];
  }
}
