import type { Attempt, Single } from '../entry.js';
import { isEnding, isPlaced } from '../states.js';

type CallRecord = NonNullable<Attempt['call']>;
type Settlement = NonNullable<Attempt['settled']>;

/** What a merge left to a person. */
export type Merged = NonNullable<Attempt['merged']>;

/** From the least grave to the gravest. */
export const GRAVITY: readonly (Merged | undefined)[] = [undefined, 'apart', 'twice', 'contradictory'];

export function graver(a: Merged | undefined, b: Merged | undefined): Merged | undefined {
  return GRAVITY.indexOf(a) < GRAVITY.indexOf(b) ? b : a;
}

/** Whether two tell of one attempt: reading it back and settling it leave these as they are. */
export function isSameAs({ at, digest }: Single): (other: Single) => boolean {
  return (other) => other.at === at && other.digest === digest;
}

/**
 * What two branches know of one attempt, put together; undefined when it cannot both be. The order of the two does not matter. A doubt
 * gives way to what was found out, and to a person's word that it was not placed; nothing else makes less of what is known.
 */
export function joinVersions(a: Single, b: Single): Single | undefined {
  const state = joinStates(a, b) ?? joinStates(b, a);
  if (state === undefined || a.to !== b.to || a.from !== b.from) return undefined;
  if (differ(a.request_uuid, b.request_uuid) || differ(a.call?.call_uuid, b.call?.call_uuid))
    return undefined;
  const joined = {
    ...a,
    state,
    status: greater(a.status, b.status),
    message: greater(a.message, b.message),
    request_uuid: a.request_uuid ?? b.request_uuid,
    call: joinRecords(a.call, b.call),
    error: greater(a.error, b.error),
    settled: laterWord(a.settled, b.settled),
    merged: graver(a.merged, b.merged),
  };
  return withoutGaps(joined) as Single;
}

/** Whether `later` knows all that `earlier` does, of the same attempt. What a merge left to a person may have been settled since. */
export function isVersionOf(later: Single, earlier: Single): boolean {
  if (!isSameAs(earlier)(later)) return false;
  const joined = joinVersions(earlier, later);
  return joined !== undefined && isEqual(joined, { ...later, merged: joined.merged });
}

/** The further of two states, looked for one way round. */
function joinStates(a: Single, b: Single): Single['state'] | undefined {
  if (a.state === b.state) return a.state;
  if (a.state === 'sending' && b.state === 'in_doubt') return b.state;
  if (a.state === 'sending' || a.state === 'in_doubt')
    return isPlaced(b.state) || (b.state === 'rejected' && b.settled) ? b.state : undefined;
  if (a.state === 'accepted') return isEnding(b.state) ? b.state : undefined;
  // It was asked for, and how the call ended was not read yet.
  const isAsked = a.state === 'canceled' && a.call?.end_time === undefined;
  return isAsked && isEnding(b.state) ? b.state : undefined;
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function joinRecords(a: CallRecord | undefined, b: CallRecord | undefined): CallRecord | undefined {
  if (!a || !b) return a ?? b;
  const names = Object.keys({ ...a, ...b }) as (keyof CallRecord)[];
  return Object.fromEntries(names.map((name) => [name, greater(a[name], b[name])])) as unknown as CallRecord;
}

/** Both say the same of the call, or they could not be joined. */
function laterWord(a: Settlement | undefined, b: Settlement | undefined): Settlement | undefined {
  if (!a || !b) return a ?? b;
  const key = ({ at, by, reason }: Settlement): string => JSON.stringify([at, by, reason]);
  return key(a) < key(b) ? b : a;
}

function greater<T extends string | number>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? b : a;
}

function withoutGaps(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

/** Whether two values of JSON are the same, whatever the order of their keys. A key without a value is as good as none. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in left) if (!isEqual(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}
