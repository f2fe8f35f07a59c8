import type { FatalCode } from './catalog.js';
import type { Diagnostic } from './diagnostic.js';
import type { Exit } from './exit.js';
import { faults, type FaultArgs, type FaultCode } from './faults.js';

/** How a fault is told. */
export interface FaultWords {
  /** Where and what. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** What is told between the two, a line each. */
  readonly details: readonly string[];
  readonly exit: Exit;
}

/** The facts of a fault, or the finding that ended a command. */
type Facts<C extends FaultCode | FatalCode> = C extends FaultCode
  ? FaultArgs<C>
  : C extends FatalCode
    ? Diagnostic<C>
    : never;

/**
 * The one thing this program throws on purpose: it could not do what it was asked. Thrown once, caught once, by the command line.
 * `message` says where and what, `hint` says what to do, `exit` is the exit code, `cause` the underlying error.
 */
export class Fault<C extends FaultCode | FatalCode = FaultCode | FatalCode> extends Error {
  override readonly name = 'Fault';
  readonly code: C;
  readonly args: Facts<C>;
  readonly exit: Exit;
  readonly hint: string;
  readonly details: readonly string[];

  /** `words` are those of the table of faults; a finding brings its own, see faultOf. */
  constructor(code: C, args: Facts<C>, cause?: unknown, words: FaultWords = wordsOf(code, args)) {
    super(words.message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.args = args;
    this.exit = words.exit;
    this.hint = words.hint;
    this.details = words.details;
  }
}

function wordsOf(code: string, args: unknown): FaultWords {
  const { exit, message, hint, details } = faults[code as FaultCode] as {
    exit: Exit;
    message: (a: unknown) => string;
    hint: (a: unknown) => string;
    details?: (a: unknown) => readonly string[];
  };
  return { message: message(args), hint: hint(args), details: details?.(args) ?? [], exit };
}
