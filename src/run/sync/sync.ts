import type { Call } from '../../calls/expand.js';
import { attemptsOf, keyOf, type Entry, type Entries, type Single } from '../../ledger/entry.js';
import type { Doubt, Synced } from '../../ledger/synced.js';
import type { FoundCall } from '../../plivo/record.js';
import type { Clock } from '../../io/clock.js';
import { matchCalls, type Finding } from './match.js';
import type { OpenLedger } from '../../ledger/ledger.js';
import { readEnded, readOngoing, type ReadContext } from './read-back.js';
import { beginningOf, isStillKept, lastTraceOf } from './trace.js';

/** A plan whose calls are to be read back. */
export interface SyncedPlan {
  readonly ledger: Pick<OpenLedger, 'entries' | 'record'>;
  readonly calls: readonly Call[];
}

export interface SyncContext extends ReadContext {
  readonly clock: Clock;
  /** What is known of other plans' calls: one of the account's calls may be theirs. */
  readonly others: readonly Entries[];
}

/**
 * Reads the calls back that are not known to have ended, and records what Plivo tells of them. Gives what was learnt for each plan.
 * Asks for nothing when every call has ended. Throws Fault `plivo-unread`, and the store's; what was recorded until then stays.
 */
export async function syncCalls(plans: readonly SyncedPlan[], context: SyncContext): Promise<Synced[][]> {
  const open = plans.map(({ ledger }) => [...ledger.entries.values()].filter(isOpen));
  const asked = open.flat();
  if (asked.length === 0) return plans.map(() => []);
  const { calls, standings } = await readAll(asked, context);
  const findingOf = findEach([...plans.map(({ ledger }) => ledger.entries), ...context.others], calls);
  const now = context.clock.date();
  return Promise.all(
    plans.map(async ({ ledger, ...plan }, index) => {
      const planned = new Map(plan.calls.map((call) => [keyOf(call.edition, call.id), call]));
      const learnt = (open[index] ?? []).map((entry) =>
        learn(entry, findingOf(entry), standings, planned.get(keyOf(entry.edition, entry.id)), now),
      );
      const news = learnt.filter(({ isNews }) => isNews).map(({ entry }) => entry);
      if (news.length > 0) await ledger.record(news);
      return learnt;
    }),
  );
}

/** Whether Plivo's record of a call could tell something new. A canceled call's own end may not have been read yet. */
function isOpen({ state, call }: Single): boolean {
  if (state === 'canceled') return call?.end_time === undefined;
  return state === 'accepted' || state === 'in_doubt' || state === 'sending';
}

async function readAll(
  asked: readonly Entry[],
  context: SyncContext,
): Promise<{ calls: FoundCall[]; standings: ReadonlyMap<string, 'queued' | 'live'> }> {
  const known = new Set(asked.flatMap(({ call }) => call?.call_uuid ?? []));
  const ongoing = await readOngoing(context, known);
  const begun = asked.map((attempt) => beginningOf(attempt).first.getTime());
  const since = new Date(begun.reduce((first, time) => Math.min(first, time)));
  const phones = new Set(asked.map(({ to }) => to));
  const byUuid = new Map(ongoing.calls.map((call) => [call.record.call_uuid, call]));
  // A call may have ended between the two; only while it lasted the id of its request was told.
  for (const call of await readEnded(context, since, [...phones]))
    byUuid.set(call.record.call_uuid, { ...byUuid.get(call.record.call_uuid), ...call });
  return { calls: [...byUuid.values()], standings: ongoing.standings };
}

/** The finding of the last attempt of each open entry, all attempts of all ledgers being its rivals. */
function findEach(ledgers: readonly Entries[], calls: readonly FoundCall[]): (entry: Entry) => Finding {
  const open: Single[] = [];
  const attributed = new Set<string>();
  const placeOf = new Map<Entry, number>();
  for (const entries of ledgers)
    for (const entry of entries.values()) {
      for (const attempt of attemptsOf(entry))
        if (isOpen(attempt)) open.push(attempt);
        else if (attempt.call) attributed.add(attempt.call.call_uuid);
      if (isOpen(entry)) placeOf.set(entry, open.length - 1);
    }
  const findings = matchCalls(open, calls, attributed);
  return (entry) => findings[placeOf.get(entry) ?? -1] ?? { kind: 'nothing' };
}

type Found = Extract<Finding, { kind: 'found' }>;

function learn(
  entry: Entry,
  finding: Finding,
  standings: ReadonlyMap<string, 'queued' | 'live'>,
  planned: Call | undefined,
  now: Date,
): Synced {
  if (finding.kind === 'found') return learnFrom(finding, entry, now);
  const until = lastTraceOf(entry, planned?.digest === entry.digest ? planned : undefined);
  const known = { entry, isNews: false };
  const isDoubtful = entry.state === 'in_doubt' || entry.state === 'sending';
  if (isDoubtful) return { ...known, isAwaited: false, doubt: doubtOf(entry, finding, until, now) };
  const standing = standings.get(entry.call?.call_uuid ?? '');
  if (standing) return { ...known, isAwaited: true, standing };
  return { ...known, isAwaited: entry.state === 'accepted' && now < until };
}

function learnFrom({ call, by }: Found, entry: Entry, now: Date): Synced {
  const { record, standing, requestUuid } = call;
  const wasInDoubt = entry.state === 'in_doubt' || entry.state === 'sending';
  const settled = {
    by: 'callplan sync',
    at: now.toISOString(),
    reason: `of all calls of the account only ${record.call_uuid} fits`,
  };
  const known: Entry = {
    ...entry,
    ...(entry.request_uuid === undefined && requestUuid !== undefined && { request_uuid: requestUuid }),
    call: { ...entry.call, ...record },
    // What was found by its phone alone is said to be, since no redial may follow from it. A person's word stays.
    ...(by === 'phone' && !entry.settled && { settled }),
  };
  if (standing === 'queued' || standing === 'live')
    return {
      entry: entry.state === 'canceled' ? known : { ...known, state: 'accepted' },
      isNews: entry.call === undefined || wasInDoubt,
      standing,
      isAwaited: true,
    };
  return { entry: { ...known, state: standing }, isNews: true, isAwaited: false };
}

function doubtOf(entry: Entry, finding: Exclude<Finding, Found>, until: Date, now: Date): Doubt {
  if (finding.kind === 'unclear')
    return { kind: 'unclear', uuids: finding.calls.map(({ record }) => record.call_uuid) };
  if (!isStillKept(entry, now)) return { kind: 'forgotten' };
  return until <= now ? { kind: 'absent' } : { kind: 'early', until };
}
