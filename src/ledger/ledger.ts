import type { Fatal } from '../diagnostics/fatal.js';
import type { FoundFile } from '../source/files/find.js';
import type { Entries, Entry, Header } from './entry.js';

/** What is known of one plan's calls. */
export interface Known {
  /** Undefined while the ledger has not been begun. */
  readonly header?: Header;
  readonly entries: Entries;
}

/** Where calls go. What is known of a rehearsal's calls is never taken for knowledge of real ones. */
export type Account = Pick<Header, 'target' | 'account'>;

/** What a ledger is wanted for. */
export interface LedgerUse {
  readonly account: Account;
  /** Whether it may be begun if it has not been. */
  readonly create: boolean;
}

/**
 * Knows who of one plan was called. Each form of it has a folder of its own beside this file, and nothing else knows where that form
 * keeps what it knows.
 */
export interface Ledger {
  /** The file in git in which every form tells what it knows. Messages call the ledger by this file's name. */
  readonly lockfile: FoundFile;
  /**
   * What is known, for those who only look: takes nothing and changes nothing. While a run lives, its calls may be `sending`. Gives a
   * finding for a ledger that cannot be trusted. Throws Faults `lockfile-missing`, when it has not been begun and may not be, and
   * `lockfile-renamed`.
   */
  readonly read: (use?: LedgerUse) => Promise<Known | Fatal>;
  /**
   * Takes the ledger for this process alone. What a dead process left on its way is in doubt from here on. Throws Faults, among them
   * `locked`; then nothing has been changed.
   */
  readonly open: (use: LedgerUse) => Promise<OpenLedger>;
}

/** A ledger that this process alone writes until it is closed. */
export interface OpenLedger extends Known {
  /** Undefined if the ledger was begun just now. */
  readonly header?: Header;
  /** What is known now, what is on its way included. */
  readonly entries: Entries;
  /**
   * Writes that these calls are on their way. Only when it has resolved, and nothing that this form guards against could lose the
   * intent, may they be sent. When it rejects, they must not be.
   */
  readonly claim: (intents: readonly Entry[]) => Promise<void>;
  /** Writes what became of calls. What a crash takes of it comes back as `in_doubt`. */
  readonly record: (outcomes: readonly Entry[]) => Promise<void>;
  /** Waits for what is being written, puts what is known into its final form and lets others have it, even if it rejects. */
  readonly close: () => Promise<void>;
}

/** The plan that a ledger is about. */
export interface LedgerPlan extends FoundFile {
  readonly name: string;
}

/** The ledgers of one repository, in one form. */
export interface Ledgers {
  readonly of: (plan: LedgerPlan) => Ledger;
  /**
   * What is known of the account's calls that are not those of `ledgers`, for a call at Plivo may be theirs. What cannot be read may
   * claim any call, so it is a Fault.
   */
  readonly readOthers: (ledgers: readonly Ledger[], account: Account) => Promise<Entries[]>;
}

/** Closes each of them, whatever becomes of the others. Rejects with the first trouble there was. */
export async function closeAll(ledgers: readonly OpenLedger[]): Promise<void> {
  const closed = await Promise.allSettled(ledgers.map((ledger) => ledger.close()));
  const failed = closed.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
