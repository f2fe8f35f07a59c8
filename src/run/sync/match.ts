import type { Single } from '../../ledger/entry.js';
import { canonicalAddress } from '../../plan/address.js';
import type { FoundCall } from '../../plivo/record.js';
import { beginningOf } from './trace.js';

/** Which of the account's calls came of an attempt. */
export type Finding =
  /** It bears the id of the attempt; or it is the only one that fits by phone and time, and fits no other attempt. */
  | { readonly kind: 'found'; readonly call: FoundCall; readonly by: 'id' | 'phone' }
  /** These may be it, and nobody can tell. */
  | { readonly kind: 'unclear'; readonly calls: readonly FoundCall[] }
  | { readonly kind: 'nothing' };

/**
 * Finds the call of each attempt, in their order. `open` must hold every attempt that a call in `found` may have come of, those of
 * other plans too: a call is nobody's proof while it may be somebody else's. `attributed` are the call_uuids of attempts that are
 * closed. Pure, and linear in both lists as long as few calls go to one phone.
 */
export function matchCalls(
  open: readonly Single[],
  found: readonly FoundCall[],
  attributed: ReadonlySet<string>,
): Finding[] {
  const byId = indexById(found);
  const named = open.map((attempt) => byId(attempt));
  const claims = groupBy(named, (call) => call?.record.call_uuid ?? '');
  // An id that several attempts bear tells nothing of any of them.
  const certain = named.map((call) =>
    call && claims.get(call.record.call_uuid)?.length === 1 ? call : undefined,
  );
  const taken = new Set([...attributed, ...named.flatMap((call) => call?.record.call_uuid ?? [])]);
  const left = groupBy(
    found.filter(({ record }) => !taken.has(record.call_uuid)),
    ({ to }) => canonicalAddress(to),
  );
  // Whose call is known by its id has no claim to another one.
  const rivals = groupBy(
    open.filter((attempt, index) => !named[index] && attempt.call === undefined),
    ({ to }) => canonicalAddress(to),
  );
  return open.map((attempt, index) => {
    const call = certain[index];
    if (call) return { kind: 'found', call, by: 'id' };
    const shared = named[index];
    if (shared) return { kind: 'unclear', calls: [shared] };
    if (attempt.call) return { kind: 'nothing' };
    const phone = canonicalAddress(attempt.to);
    return findByPhone(attempt, left.get(phone) ?? [], rivals.get(phone) ?? []);
  });
}

function findByPhone(attempt: Single, calls: readonly FoundCall[], rivals: readonly Single[]): Finding {
  const fitting = calls.filter((call) => mayBeOf(attempt, call));
  const [only, ...others] = fitting;
  if (!only) return { kind: 'nothing' };
  const isSameCaller = canonicalAddress(only.from) === canonicalAddress(attempt.from);
  const claims = rivals.filter((rival) => mayBeOf(rival, only));
  return others.length === 0 && isSameCaller && claims.length === 1
    ? { kind: 'found', call: only, by: 'phone' }
    : { kind: 'unclear', calls: fitting };
}

/** Whether a call to the attempt's phone began when one that came of it must have. */
function mayBeOf(attempt: Single, { began }: FoundCall): boolean {
  const { first, last } = beginningOf(attempt);
  return began === undefined || (began >= first && began <= last);
}

/** Some accounts give a call the id of its request, others an id of its own, which is told while it is queued or live. */
function indexById(found: readonly FoundCall[]): (attempt: Single) => FoundCall | undefined {
  const calls = new Map(found.map((call) => [call.record.call_uuid, call]));
  const requests = new Map(
    found.flatMap((call) => (call.requestUuid === undefined ? [] : [[call.requestUuid, call] as const])),
  );
  return ({ call, request_uuid = '' }) =>
    call ? calls.get(call.call_uuid) : (requests.get(request_uuid) ?? calls.get(request_uuid));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
