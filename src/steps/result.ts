import type { Entry } from '../ledger/entry.js';
import type { Step } from './decide.js';

/** A call of a run, and what became of it. */
export interface CallResult {
  readonly step: Step;
  /** What the ledger now knows of it. */
  readonly entry?: Entry;
  /** Whether this run sent it, as far as anybody knows. */
  readonly sent: boolean;
  /** From its intent to its outcome, when this run sent it. */
  readonly seconds?: number;
}

/** What a run came to for one plan; its calls are in the plan's order. */
export interface PlanResult {
  /** The plan's file, as the user would type it. */
  readonly file: string;
  readonly name: string;
  readonly edition: string;
  readonly lockfile: string;
  readonly calls: readonly CallResult[];
  /** How long its calls took, all together. */
  readonly seconds: number;
}

/** What a run came to, however it ended. */
export interface RunResult {
  readonly plans: readonly PlanResult[];
  readonly began: Date;
  readonly seconds: number;
  /** Why the run ended before everything was sent. */
  readonly stopped?: string;
  /** Whether it was `--stop-after` that ended it. */
  readonly timeIsUp?: boolean;
  /** The exit code of the signal that ended it. */
  readonly signalExit?: number;
  /** Why the ledger could not be written, or what else went wrong after some were sent: what is known may be in this result alone. */
  readonly failure?: Error;
}
