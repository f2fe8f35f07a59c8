import type { Entry } from './entry.js';

/** What was learnt of one call. */
export interface Synced {
  /** As the ledger now has it. */
  readonly entry: Entry;
  readonly isNews: boolean;
  /** Where the call is, for one that has not ended. */
  readonly standing?: 'queued' | 'live';
  /** For a call that is still in doubt. */
  readonly doubt?: Doubt;
  /** Whether Plivo may yet tell how it ended. */
  readonly isAwaited: boolean;
}

/** Why a call stays in doubt. */
export type Doubt =
  /** Any of these calls may be it. */
  | { readonly kind: 'unclear'; readonly uuids: readonly string[] }
  /** Plivo knows of none, and might until `until`. */
  | { readonly kind: 'early'; readonly until: Date }
  /** Plivo knows of none, and would by now: a person may say that it was not placed. */
  | { readonly kind: 'absent' }
  /** Plivo no longer keeps records of that time. */
  | { readonly kind: 'forgotten' };
