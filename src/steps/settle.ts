import { attemptsOf, entryOf, type Attempt, type Entry, type Single } from '../ledger/entry.js';
import { isPlaced, mayHaveRung } from '../ledger/states.js';
import { isSameAs, isVersionOf } from '../ledger/merge/versions.js';

/** Who says so, when and why. */
export type Word = NonNullable<Attempt['settled']>;

/**
 * An entry with a person's word on its last attempt. Not placed is written as rejected: nobody was called, and the record of who said
 * so stays. Whatever two branches said before stays as well, so that a branch which knows no more is not asked about again. Undefined
 * when two branches have told of the call and it can hardly be that it was not placed: Plivo gave it an id, or another attempt may have
 * rung. Pure.
 */
export function settleEntry(entry: Entry, placed: boolean, settled: Word): Entry | undefined {
  const { merged, earlier = [], ...last } = entry;
  const state = !placed ? 'rejected' : isPlaced(entry.state) ? entry.state : 'accepted';
  const next: Single = { ...last, state, settled };
  if (merged === undefined) return earlier.length === 0 ? next : { ...next, earlier };
  const attempts = attemptsOf(entry);
  const mayHave = attempts.some(
    (one) => mayHaveRung(one.state) && (one.request_uuid !== undefined || !isSameAs(entry)(one)),
  );
  if (!placed && mayHave) return undefined;
  // What the new word goes on from is told by it; what it contradicts is not.
  return entryOf([...attempts.filter((one) => !isVersionOf(next, one)), next]);
}
