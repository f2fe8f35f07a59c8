/** What became of the tests of a file. */
export interface Tally {
  declared: number;
  passed: number;
  /** Which. */
  failed: string[];
  skipped: number;
  /** Why some were skipped, a line a subject. */
  reasons: string[];
  /** Of random choices, where any were made. */
  seed: number | undefined;
}

/** Counted by the tests themselves: uvu's own totals miss what never ran. */
export const tally: Tally = none();

/** What was counted since the last time. */
export function takeTally(): Tally {
  const taken = { ...tally };
  Object.assign(tally, none());
  return taken;
}

function none(): Tally {
  return { declared: 0, passed: 0, failed: [], skipped: 0, reasons: [], seed: undefined };
}
