import type { CallRequest } from '../../calls/request.js';
import type { Span } from '../../diagnostics/diagnostic.js';
import type { Entries } from '../../ledger/entry.js';
import type { StepChanges } from '../../steps/compare.js';
import type { Step } from '../../steps/decide.js';
import type { Findings } from '../findings/findings.js';

/** What a dry run has found out. */
export interface DryRun {
  /** Undefined when something is wrong: then nobody knows what a run would do, and programs are told nothing. */
  readonly plans?: readonly DryRunPlan[];
  /** Calls started a second. */
  readonly rate: number;
  /** What is wrong with plans and settings. */
  readonly findings: Findings;
  /** Why nobody can tell what a run would do, and what to do about it. */
  readonly trouble?: { readonly message: string; readonly hint: string };
  /** --base */
  readonly compared?: Compared;
}

/** What a run would do for one plan. */
export interface DryRunPlan {
  readonly file: string;
  readonly plan: string;
  readonly edition: string;
  readonly lockfile: string;
  readonly steps: readonly Step[];
  readonly requests: readonly CallRequest[];
  /** What the lockfile knows. */
  readonly entries: Entries;
  /** The place of a step's call in its file, by the step's index. */
  readonly placeOf?: (index: number) => Span;
}

/** What a change of the repository does to the calls. */
export interface Compared {
  /** The revision that it is compared with, as the user named it, and the id of its commit. */
  readonly revision: string;
  readonly commit: string;
  readonly plans: readonly ComparedPlan[];
  /** Files of that revision that could not be read, each with the reason. */
  readonly troubles: readonly { readonly file: string; readonly problem: string }[];
}

export interface ComparedPlan {
  /** The plan as it is now, or as it was when it is gone. */
  readonly file: string;
  /** Whether the plan is gone. */
  readonly gone: boolean;
  readonly changes: StepChanges;
}
