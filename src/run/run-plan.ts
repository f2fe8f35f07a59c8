import type { Account } from '../ledger/ledger.js';
import type { Planned } from '../workspace/planned.js';
import type { Ready } from '../workspace/workspace.js';
import type { Approval, RunChoice } from './approval.js';

/** On what terms a run is decided. */
export interface RunTerms {
  readonly loaded: Ready['loaded'];
  readonly ledgers: Ready['ledgers'];
  readonly simulate: boolean;
  readonly choice: RunChoice;
  /** The time of day, by which redials are due: the same for all that is decided. */
  readonly now: Date;
  /** Where the calls go. A dry run does not know. */
  readonly account?: Account;
  /** Whether plans that were never run may be begun. */
  readonly mayBegin: boolean;
  readonly approval?: Approval;
}

/** What a run is going to do: all of it is decided, and nothing has been done. */
export interface RunPlan extends RunTerms {
  readonly plans: readonly Planned[];
}
